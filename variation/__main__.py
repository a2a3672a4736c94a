"""``python -m variation``."""

from variation.commands import cli

if __name__ == "__main__":
    cli(prog_name="python -m variation")
