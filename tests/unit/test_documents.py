"""Documents keep what they promise: every method is in a page, every page has its parts, every link leads somewhere,
every command can be given."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import click
import pytest

import variation
from variation import errors
from variation.commands import cli

PROJECT = Path(__file__).resolve().parents[2]
METHODS = PROJECT / "docs" / "methods"
PAGES = sorted(page for page in METHODS.glob("*.md") if page.name not in ("README.md", "example.md"))
INNER = {
    "__init__",
    "arguments",
    "binomial",
    "dispersion",
    "funnel_limits",
    "spc_rules",
    "standard_populations",
    "tails",
}
INNER |= {"disclosure_search", "spread_levels", "spread_variance"}  # what the named modules are made of
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_methods_says_when_and_what_not_and_has_a_picture(page):
    text = page.read_text(encoding="utf-8")
    assert "What it does not say" in text
    assert "../images/methods/" in text
    assert re.search(r"^\*[^*]*(\d{4}|OHID)[^*]*\*$|OHID|NHS", text, re.MULTILINE), "no source is named"


@pytest.mark.parametrize(
    "module", sorted({p.stem for p in (PROJECT / "variation" / "methods").glob("*.py")} - INNER), ids=str
)
def test_every_method_is_named_in_a_page(module):
    pages = "".join(page.read_text(encoding="utf-8") for page in [*PAGES, METHODS / "README.md"])
    assert f"`{module}`" in pages or f"methods.{module}" in pages


@pytest.mark.parametrize("page", sorted(PROJECT.glob("*.md")) + sorted((PROJECT / "docs").rglob("*.md")), ids=str)
def test_links_lead_somewhere(page):
    gone = [to for to in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / to).exists()]
    assert gone == []


COMMAND = re.compile(r"python -m variation ([^`\n]+)")
COMMANDS = [
    pytest.param(re.split(r"\s{4,}|\s#", line)[0], id=f"{page.name}: {line[:40]}")
    for page in [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    for line in COMMAND.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_can_be_given_as_they_are_written(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FILE.toml").touch()  # some want their file to be there
    command, words = cli, shlex.split(line)
    while isinstance(command, click.Group) and words:
        name = words.pop(0)
        command = command.get_command(click.Context(command), name)
        assert command is not None, f"there is no command {name}"
    if words:  # a command alone is only spoken of
        command.make_context(line, words)


def test_the_tree_of_errors_names_each_that_there_is():
    for module in pkgutil.walk_packages(variation.__path__, "variation."):
        if not module.name.endswith(("__main__", "gunicorn_conf")):
            importlib.import_module(module.name)
    kinds, found = [errors.VariationError], set()
    while kinds:
        below = kinds.pop().__subclasses__()
        kinds += below
        found |= {kind.__name__ for kind in below if kind.__module__.startswith("variation.")}
    assert found == set(re.findall(r"── (\w+)", errors.__doc__))
