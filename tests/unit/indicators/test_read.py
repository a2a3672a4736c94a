"""What a file under data/ may say, and what is said back when it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from variation.errors import CatalogueError
from variation.indicators import Illustrative, Match, load_catalogue

INDICATOR = """
id = "flu-vaccination"
name = "Flu vaccination"
short_name = "Flu"
definition = "Share of people vaccinated."
rationale = "Flu kills."
domain = "access"
polarity = "high"
measure = "proportion"
unit = "%"
multiplier = 100
decimals = 1
numerator = "People vaccinated"
denominator = "People"
source = "A publisher"
source_url = "https://example.org"
licence = "Open Government Licence v3.0"
frequency = "financial year"
levels = ["borough", "ccg"]
sexes = ["Persons"]
ages = ["65+ yrs"]
interval = "Wilson score"
priorities = ["A1"]
status = "published"
"""
ILLUSTRATIVE = """
[illustrative]
level = "ccg"
low = 60
median = 70
high = 80
denominator = 1000
periods = 6
first = "2014/15"
basis = "a guess"
"""
FRAMEWORK = """
id = "aims"
name = "Aims"
note = "Two aims."
[[priorities]]
code = "A1"
name = "First"
[[priorities]]
code = "A2"
name = "Second"
basis = "nothing measures it"
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A data folder of one indicator and one framework, changed as a test asks."""

    def writer(indicator: str = INDICATOR, framework: str = FRAMEWORK, **others: str) -> Path:
        for folder, name, text in (
            ("indicators", "flu-vaccination", indicator),
            ("frameworks", "aims", framework),
            *(("indicators", name.replace("_", "-"), text) for name, text in others.items()),
        ):
            path = tmp_path / folder / f"{name}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return writer


def test_a_file_becomes_an_indicator_with_every_field(write: Write) -> None:
    flu = load_catalogue(write()).indicator("flu-vaccination")
    assert (flu.domain, flu.polarity, flu.measure, flu.multiplier) == ("access", "high", "proportion", 100.0)
    assert (flu.levels, flu.priorities, flu.pooled_years) == (("borough", "ccg"), ("A1",), 1)
    assert flu.illustrative is None
    assert flu.crude


def test_a_framework_keeps_its_priorities_in_order_and_the_empty_one_too(write: Write) -> None:
    catalogue = load_catalogue(write())
    assert [priority.code for priority in catalogue.frameworks[0].priorities] == ["A1", "A2"]
    assert [indicator.id for indicator in catalogue.by_priority("A1")] == ["flu-vaccination"]
    assert catalogue.by_priority("A2") == ()


def test_the_numbers_of_an_illustrative_series_are_read(write: Write) -> None:
    numbers = load_catalogue(write(INDICATOR + ILLUSTRATIVE)).indicator("flu-vaccination").illustrative
    assert numbers == Illustrative("ccg", 60.0, 70.0, 80.0, 6, "2014/15", "a guess", denominator=1000.0)


def test_publishers_names_are_read(write: Write) -> None:
    text = INDICATOR + '[[matches]]\nsource = "phof"\nname = "3.03 - Flu"\nsex = "Male"\n'
    assert load_catalogue(write(text)).indicator("flu-vaccination").matches == (Match("phof", "3.03 - Flu", "Male"),)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "flu-vaccination"', 'id = "flu"', "id is 'flu'; it must be the file's name, 'flu-vaccination'"),
        ('domain = "access"', 'domain = "acess"', "'domain' is 'acess'; write one of access, practice, outcome"),
        ('domain = "access"', 'doman = "access"', "unknown key 'doman'. Did you mean 'domain'?"),
        ('polarity = "high"\n', "", "'polarity' is missing"),
        ('name = "Flu vaccination"', 'name = ""', "'name' is ''; write a text in quotes, not empty"),
        ('name = "Flu vaccination"', "name = 7", "'name' is 7; write a text"),
        ("decimals = 1", "decimals = 1.5", "'decimals' is 1.5; write a whole number"),
        ("decimals = 1", "decimals = 12", "'decimals' is 12; write a whole number from 0 to 6"),
        ("multiplier = 100", 'multiplier = "100"', "'multiplier' is '100'; write a number"),
        ("multiplier = 100", "multiplier = true", "'multiplier' is True; write a number"),
        ("multiplier = 100", "multiplier = 0", "'multiplier' is 0.0; write a number above 0"),
        ("multiplier = 100", "multiplier = 1", "a proportion has the unit '%' and the multiplier 100"),
        ('levels = ["borough", "ccg"]', 'levels = "borough"', "'levels' is 'borough'; write a list in square brackets"),
        ('levels = ["borough", "ccg"]', "levels = [1]", "write a list of texts in quotes"),
        ('levels = ["borough", "ccg"]', 'levels = ["ward"]', "'levels' is ['ward']; write one or more of borough, ccg"),
        ('ages = ["65+ yrs"]', "ages = []", "'ages' is empty"),
        ('numerator = "People vaccinated"', 'numerator = ""', "must say in words its 'numerator'"),
        ('frequency = "financial year"', 'frequency = "pooled"', "'pooled_years' is 1 and 'frequency' 'pooled'"),
        ('priorities = ["A1"]', 'priorities = ["A3"]', "'priorities' names 'A3', which no framework has"),
        ('domain = "access"', "domain = access", "is not a TOML file"),
    ],
)
def test_a_wrong_indicator_is_refused_by_file_and_key(write: Write, old: str, new: str, says: str) -> None:
    assert old in INDICATOR
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(write(INDICATOR.replace(old, new, 1)))
    assert "flu-vaccination.toml" in str(refusal.value)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('level = "ccg"', 'level = "stp"', "'illustrative.level' is 'stp'"),
        ("low = 60", "low = 75", "low, median and high in rising order"),
        ("high = 80", "high = 180", "between 0 and 100"),
        ("denominator = 1000\n", "", "needs 'illustrative.denominator' above 0"),
        ("periods = 6", "periods = 0", "'illustrative.periods' is 0"),
        ("low = 60", "lowest = 60", "unknown key 'illustrative.lowest'. Did you mean 'low'?"),
    ],
)
def test_wrong_illustrative_numbers_are_refused(write: Write, old: str, new: str, says: str) -> None:
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(write(INDICATOR + ILLUSTRATIVE.replace(old, new, 1)))
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("framework", "says"),
    [
        (FRAMEWORK.replace('"A2"', '"A1"'), "each code used once"),
        (FRAMEWORK + '[[headlines]]\nname = "Flu"\nindicator = "measles"\n', "an indicator that no file describes"),
        (FRAMEWORK + '[[headlines]]\nname = "Flu"\npriority = "B1"\n', "a priority not in this framework"),
        ('id = "aims"\nname = "Aims"\nnote = "x"\npriorities = ["A1"]\n', "each under its own [[priorities]]"),
    ],
)
def test_a_wrong_framework_is_refused(write: Write, framework: str, says: str) -> None:
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(write(framework=framework))
    assert "aims.toml" in str(refusal.value)
    assert says in str(refusal.value)


def claiming(indicator_id: str, *matches: str) -> str:
    text = INDICATOR.replace("flu-vaccination", indicator_id)
    return text + "".join(f'[[matches]]\nsource = "phof"\nname = "3.03 - Flu"\n{match}\n' for match in matches)


def test_two_indicators_may_share_a_name_when_sex_or_age_tell_them_apart(write: Write) -> None:
    men, women = claiming("flu-men", 'sex = "Male"'), claiming("flu-women", 'sex = "Female"')
    catalogue = load_catalogue(write(flu_men=men, flu_women=women))
    assert [i.id for i in catalogue.matching("phof", "3.03 - FLU ", sex="Male")] == ["flu-men"]
    assert {i.id for i in catalogue.matching("phof", "3.03 - Flu")} == {"flu-men", "flu-women"}


@pytest.mark.parametrize("other", ['sex = "Male"', 'age = "65+ yrs"', ""])
def test_two_indicators_may_not_claim_the_same_rows(write: Write, other: str) -> None:
    data = write(flu_men=claiming("flu-men", 'sex = "Male"'), flu_others=claiming("flu-others", other))
    with pytest.raises(CatalogueError, match="is also claimed by flu-"):
        load_catalogue(data)


def test_a_folder_without_indicators_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="must hold indicators/ and frameworks/"):
        load_catalogue(tmp_path)


def test_a_file_name_with_capitals_is_refused(write: Write) -> None:
    with pytest.raises(CatalogueError, match="lower-case letters"):
        load_catalogue(write(Flu=INDICATOR.replace("flu-vaccination", "Flu")))
