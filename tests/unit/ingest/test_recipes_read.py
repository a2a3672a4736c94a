"""A recipe that is not right is refused by file and key; those that ship are right."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from tests.builders import catalogue, indicator
from variation.errors import CatalogueError, ExtractError
from variation.indicators import load_catalogue
from variation.ingest import read_extract
from variation.ingest.recipe_model import AreaRule, Figure, Long, Lookup, PeriodRule, Recipe
from variation.ingest.recipe_read import load_recipes, read_recipe

CATALOGUE = catalogue(indicator(id="share"), indicator(id="score", measure="mean"))
GOOD = """
id = "made-up"
name = "Made-up returns"
publisher = "Office of Examples"
source_url = "https://example.org"
licence = "Open Government Licence v3.0"
recognise = ["Org", "Month"]

[area]
columns = "Org"
level = "ccg"

[period]
columns = "Month"

[[indicators]]
id = "share"
count = "Seen"
denominator = ["Asked", "-Void"]
"""


def write(folder: Path, text: str, name: str = "made-up") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_stands_for_a_list_of_one(tmp_path: Path) -> None:
    recipe = read_recipe(write(tmp_path, GOOD), CATALOGUE)
    assert recipe.area.columns == ("Org",)
    assert recipe.figures[0].count == ("Seen",)
    assert recipe.figures[0].denominator == ("Asked", "-Void")
    assert not recipe.aggregate


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "made-up"', 'id = "other"', "it must be the file's name"),
        ('licence = "Open Government Licence v3.0"\n', "", "'licence' is missing"),
        ("recognise =", "recognize =", "Did you mean 'recognise'"),
        ('["Org", "Month"]', "[]", "name the columns by which this source is known"),
        ('["Org", "Month"]', "7", "write a text or a list of texts"),
        ('level = "ccg"', 'level = "ward"', "the level 'ward'"),
        ('level = "ccg"', "", "a level or a level_column"),
        ('level = "ccg"', 'level = "ccg"\nnames = { Here = "E99" }', "No area has the ONS code 'E99'"),
        ('columns = "Month"', 'frequency = "month"', "'period' must have columns"),
        ('id = "share"', 'id = "shore"', "Did you mean 'share'"),
        ('count = "Seen"\n', "", "either a count or a value"),
        ('denominator = ["Asked", "-Void"]', "", "a denominator or a lookup"),
        ('denominator = ["Asked", "-Void"]', 'lookup = "list"', "describe it in .lookups."),
        ('count = "Seen"', 'count = "Seen"\ncount_times = "2"', "write a number"),
        ('count = "Seen"', 'count = "Seen"\nwhere = "Total"', "Column = "),
        ("[area]", "aggregate = 1\n[area]", "write true or false"),
        ("[area]", 'roll_up = "icb"\n[area]', "'icb' is no level"),
        ("[area]", "about = 1\n[area]", "write a text in quotes"),
        ("[area]", "[area", "is not a TOML file"),
        ("[area]", "lookups = 3\n[area]", "'lookups' is 3; write each as a table"),
        ("[area]", "lookups = { people = 3 }\n[area]", "'lookups.people' is 3; it must be a table"),
        ("[area]", 'lookups = { people = { name = "x" } }\n[area]', "unknown key 'lookups.people.name'"),
        ("[area]", "where = { Kind = 7 }\n[area]", "write a text or a list of texts, none empty, under 'Kind'"),
        ("[[indicators]]", "[indicators]", "each under its own .\\[indicators"),
    ],
)
def test_what_is_wrong_in_a_recipe_is_named_with_its_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(CatalogueError, match=message) as raised:
        read_recipe(path, CATALOGUE)
    assert str(path) in str(raised.value)


def test_an_indicator_made_twice_is_refused(tmp_path: Path) -> None:
    twice = GOOD + '\n[[indicators]]\nid = "share"\nvalue = "Seen"\n'
    with pytest.raises(CatalogueError, match="made twice"):
        read_recipe(write(tmp_path, twice), CATALOGUE)


def test_of_two_recipes_that_fit_the_one_that_knows_more_columns_reads(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    write(sources, GOOD)
    write(sources, GOOD.replace("made-up", "nearer").replace('["Org", "Month"]', '["Org", "Month", "Void"]'), "nearer")
    table = tmp_path / "returns.csv"
    table.write_text("Org,Month,Seen,Asked,Void\n07M,Apr 2018,3,12,0\n", encoding="utf-8")
    assert read_extract(table, catalogue=CATALOGUE, data=tmp_path).format == "recipe:nearer"
    write(sources, GOOD.replace("made-up", "same"), "same")
    table.write_text("Org,Month,Seen,Asked\n07M,Apr 2018,3,12\n", encoding="utf-8")
    with pytest.raises(ExtractError, match="made-up and same both fit"):
        read_extract(table, catalogue=CATALOGUE, data=tmp_path)
    write(sources, 'file = "ret*.csv"\n' + GOOD.replace("made-up", "same"), "same")
    assert read_extract(table, catalogue=CATALOGUE, data=tmp_path).format == "recipe:same"


def test_every_shipped_recipe_is_right_and_says_whence_its_data_come(data: Path) -> None:
    shipped = load_catalogue(data)
    recipes = load_recipes(data, shipped)
    assert len(recipes) >= 9
    for recipe in recipes:
        assert recipe.source_url.startswith("https://")
        assert "Open Government Licence" in recipe.licence
        assert recipe.about.strip()
        for figure in recipe.figures:
            made = shipped.indicator(figure.id)
            assert figure.value or made.crude or made.measure == "mean", f"{recipe.id}: {figure.id}"


def test_levels_that_a_recipe_makes_are_levels_of_its_indicators(data: Path) -> None:
    shipped = load_catalogue(data)
    for recipe in load_recipes(data, shipped):
        for figure in recipe.figures:
            assert set(recipe.roll_up) <= set(shipped.indicator(figure.id).levels), figure.id


@pytest.mark.parametrize("part", [Recipe, AreaRule, PeriodRule, Long, Lookup, Figure])
def test_every_key_of_a_recipe_is_explained(project: Path, part: type) -> None:
    page = (project / "docs" / "sources.md").read_text(encoding="utf-8")
    for key in fields(part):
        if key.name not in {"area", "period", "figures", "lookups"} or part is not Recipe:
            assert f"`{key.name}" in page or f"lookups.{key.name}" in page, key.name


def test_every_shipped_recipe_is_listed(project: Path) -> None:
    page = (project / "docs" / "sources.md").read_text(encoding="utf-8")
    for path in (project / "data" / "sources").glob("*.toml"):
        assert f"| `{path.stem}` |" in page


def test_the_example_of_the_page_reads_the_table_of_the_page(project: Path, tmp_path: Path) -> None:
    page = (project / "docs" / "sources.md").read_text(encoding="utf-8")
    table = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| Org") or "| 07M" in line]
    text = "\n".join(",".join(cell.strip() for cell in row) for row in table)
    (tmp_path / "waits.csv").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    recipe = page.split("```toml\n")[1].split("```")[0]
    write(tmp_path / "sources", recipe, "two-week-waits")
    known = catalogue(indicator(id="seen-within-two-weeks", levels=("ccg", "stp"), frequency="month"))
    (frame,) = read_extract(tmp_path / "waits.csv", catalogue=known, data=tmp_path).frames()
    assert frame[["area", "count", "denominator"]].to_numpy().tolist() == [["E38000005", 310, 352]]
