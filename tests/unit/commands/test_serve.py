import os
import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from variation.commands import cli, gunicorn_conf, serve
from variation.errors import SettingsError
from variation.settings import Settings


def settings(host="127.0.0.1", port=8050, data=Path()):
    return Settings("sqlite:///x.db", host, port, (), data)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8050"),
        ("0.0.0.0", "http://127.0.0.1:8050"),
        ("::", "http://[::1]:8050"),
        ("::1", "http://[::1]:8050"),
        ("atlas.example.nhs.uk", "http://atlas.example.nhs.uk:8050"),
    ],
)
def test_the_address_shown_is_one_a_browser_here_can_open(host, shown):
    assert serve.address(settings(host)) == shown


def test_gunicorn_serves_the_app_of_this_project_where_it_was_told_to():
    command = serve.gunicorn_command(settings("::1", 9000))
    assert command[:4] == [sys.executable, "-m", "gunicorn", "app:server"]
    assert command[command.index("--bind") + 1] == "[::1]:9000"
    assert Path(command[command.index("--config") + 1]).is_file()
    assert (Path(command[command.index("--pythonpath") + 1]) / "app.py").is_file()


def test_two_sync_workers_open_their_own_connections():
    assert (gunicorn_conf.workers, gunicorn_conf.worker_class, gunicorn_conf.preload_app) == (2, "sync", False)


def test_a_port_in_use_is_said_before_anything_is_loaded():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Port {port} of 127.0.0.1 is in use; .* PORT=8051"):
            serve.require_free("127.0.0.1", port)


def test_a_host_that_is_not_this_machine_is_said():
    with pytest.raises(SettingsError, match=r"HOST=192\.0\.2\.1 cannot be served"):
        serve.require_free("192.0.2.1", 8050)


@pytest.mark.skipif(os.name == "nt", reason="gunicorn does not run on Windows")
def test_serve_loads_prints_the_address_and_becomes_gunicorn(monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(serve, "load_at_start", lambda s: called.append(s.port))
    monkeypatch.setattr(serve, "require_free", lambda host, port: None)
    monkeypatch.setattr(os, "execvp", lambda file, command: called.append(command[3]))
    result = CliRunner().invoke(cli, ["serve"], env={"PORT": "8077", "HOST": "127.0.0.1"})
    assert result.output == "London Variation Atlas: http://127.0.0.1:8077\n"
    assert called == [8077, "app:server"]
