"""The command line: ``python -m variation check|load|loads|packs|render|serve|simulate``.

A command is a module of its name here, imported only when it is asked for.
"""

from __future__ import annotations

import importlib

import click

from variation.errors import VariationError

COMMANDS = ("check", "load", "loads", "packs", "render", "serve", "simulate")


class Sentence(click.ClickException):
    """An error that is said in one sentence, without a traceback."""

    exit_code = 2


class Commands(click.Group):
    """Finds a command by the name of its module and turns errors into sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whatever goes wrong ends as a sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except VariationError as error:
            raise Sentence(str(error)) from error
        except OSError as error:
            raise Sentence(f"{error.filename or 'The system'}: {error.strerror or error}.") from error
        except Exception as error:
            if ctx.params.get("traceback"):
                raise
            raise Sentence(
                f"The atlas has a fault here: {type(error).__name__}: {error}. "
                f"Run python -m variation --traceback {ctx.invoked_subcommand} … and report what it shows."
            ) from error


@click.command(cls=Commands)
@click.option("--traceback", is_flag=True, help="Show where a fault of the atlas itself arose.")
def cli(*, traceback: bool) -> None:
    """The London Variation Atlas: take in extracts and serve them."""
