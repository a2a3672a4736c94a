import click
import pytest
from click.testing import CliRunner

from variation import commands
from variation.errors import StoreError


@pytest.fixture
def run(monkeypatch):
    """Run a command that raises what it is given."""

    def invoke(error, *options):
        @click.command()
        def broken():
            raise error

        monkeypatch.setattr(commands.Commands, "get_command", lambda *_: broken)
        return CliRunner().invoke(commands.cli, [*options, "load"])

    return invoke


def test_an_error_of_ours_is_a_sentence_and_ends_with_2(run):
    result = run(StoreError("The database is away; bring it back."))
    assert (result.exit_code, result.output) == (2, "Error: The database is away; bring it back.\n")


def test_an_error_of_the_system_names_the_file(run):
    result = run(PermissionError(13, "Permission denied", "/somewhere/x.csv"))
    assert (result.exit_code, result.output) == (2, "Error: /somewhere/x.csv: Permission denied.\n")


def test_a_fault_of_the_atlas_shows_no_traceback_unless_asked(run):
    result = run(KeyError("x"))
    assert result.exit_code == 2
    assert "fault here: KeyError: 'x'" in result.output
    assert "--traceback load" in result.output
    assert isinstance(run(KeyError("x"), "--traceback").exception, KeyError)


def test_commands_are_listed_and_no_other_module_is_one():
    result = CliRunner().invoke(commands.cli, ["--help"])
    assert result.exit_code == 0
    assert all(name in result.output for name in commands.COMMANDS)
    assert CliRunner().invoke(commands.cli, ["intake"]).exit_code == 2


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_every_command_explains_itself(name):
    result = CliRunner().invoke(commands.cli, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")
