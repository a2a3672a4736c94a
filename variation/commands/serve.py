"""``python -m variation serve``: load what is new, then serve the atlas."""

from __future__ import annotations

import errno
import importlib
import os
import socket
import sys
from pathlib import Path

import click
from rich.console import Console

from variation.commands.intake import Intake, show_outcomes, take_in_all
from variation.commands.sources import files_at_start
from variation.errors import SettingsError
from variation.indicators import load_catalogue
from variation.settings import PROJECT, Settings
from variation.store import open_store

CONFIG = Path(__file__).with_name("gunicorn_conf.py")


@click.command()
def serve() -> None:
    """Load data/extracts and the folders of VARIATION_EXTRACTS, then serve on HOST and PORT."""
    settings = Settings.from_env()
    require_free(settings.host, settings.port)
    load_at_start(settings)
    click.echo(f"London Variation Atlas: {address(settings)}")
    sys.stdout.flush()
    if os.name == "nt":  # gunicorn does not run there
        sys.path.insert(0, str(PROJECT))
        importlib.import_module("app").server.run(host=settings.host, port=settings.port, threaded=True)
        return
    os.execvp(sys.executable, gunicorn_command(settings))  # noqa: S606 - our own interpreter and arguments


def load_at_start(settings: Settings) -> None:
    """Load what is not known yet; a refused file is shown and stops nothing."""
    console = Console(stderr=True)
    intake = Intake(load_catalogue(settings.data), settings.data)
    store = open_store(settings.database_url)
    outcomes = take_in_all(store, files_at_start(settings).files, intake, console)
    fresh = [outcome for outcome in outcomes if outcome.summary is None or not outcome.summary.known]
    if fresh:
        show_outcomes(fresh, console)
    store.close()


def require_free(host: str, port: int) -> None:
    """Raise SettingsError when the address cannot be served, before any time is spent on loading."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} of {host} is in use; stop what uses it, or set PORT to another, as in PORT=8051."
        else:
            reason = f"HOST={host} cannot be served ({error.strerror}); set HOST to an address of this machine."
        raise SettingsError(reason) from error


def gunicorn_command(settings: Settings) -> list[str]:
    """The command that replaces this process."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    program = [sys.executable, "-m", "gunicorn", "app:server", "--pythonpath", str(PROJECT)]
    return [*program, "--config", str(CONFIG), "--bind", f"{host}:{settings.port}"]


def address(settings: Settings) -> str:
    """The address to open in a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104 - named, not bound
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{host}:{settings.port}"
