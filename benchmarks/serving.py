"""Servers to measure: gunicorn on a free port of the loopback, always stopped; and a store of its own for the atlas."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BACKLOG = 2048
PATIENCE = 60  # seconds a server is given to answer for the first time, and to stop


def extracts() -> list[Path]:
    """What the store of a benchmark is filled with: the real extracts where they are at hand, and what is shipped.

    Files whose name says that they are a mess, or raw as published, are for the tests of reading, not of speed.
    """
    shared = Path(os.environ.get("VARIATION_SHARED") or PROJECT.parent / "shared") / "extracts"
    real = (
        [p for p in sorted(shared.glob("*.csv*")) if not p.name.startswith(("mess_", "raw_"))]
        if shared.is_dir()
        else []
    )
    return [*real, *sorted((PROJECT / "data" / "extracts").glob("*.csv*"))]


@contextmanager
def filled_store(files: Sequence[Path] | None = None) -> Iterator[str]:
    """The address of a new store in a temporary folder that the files have been loaded into."""
    with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
        address = f"sqlite:///{Path(folder) / 'atlas.db'}"
        command = [sys.executable, "-m", "variation", "load", *map(str, extracts() if files is None else files)]
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
        if not (Path(folder) / "atlas.db").exists():
            raise RuntimeError(f"Loading failed with exit status {done.returncode}:\n{done.stdout}\n{done.stderr}")
        yield address


@contextmanager
def gunicorn(
    application: str, *, environ: Mapping[str, str], workers: int = 2, threads: int = 0, wait: str | None = None
) -> Iterator[int]:
    """Serve a WSGI application; yields the port.

    Parameters
    ----------
    application : "module:name", found from the project's folder
    environ : settings of the server, over those of this process
    workers, threads : sync workers, or threaded ones where threads are asked for
    wait : path that must be answered with 200 before the port is handed out; without it connections made at once
        wait in the socket's queue, so that the first requests meet a cold server
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(BACKLOG)
        port = int(listener.getsockname()[1])
        kind = ["--worker-class", "gthread", "--threads", str(threads)] if threads else ["--worker-class", "sync"]
        command = [sys.executable, "-m", "gunicorn", application, "--workers", str(workers), *kind]
        command += ["--bind", f"fd://{listener.fileno()}", "--log-level", "warning", "--timeout", "120"]
        with tempfile.TemporaryFile() as log:
            server = subprocess.Popen(
                command,
                cwd=PROJECT,
                env={**os.environ, **environ},
                pass_fds=[listener.fileno()],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            listener.close()
            try:
                if wait is not None:
                    _await(port, wait, server)
                yield port
                _must_run(server)
            except BaseException:
                log.seek(0)
                sys.stderr.write(log.read().decode(errors="replace")[-4000:])
                raise
            finally:
                stop(server)


def _must_run(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is not None:
        raise RuntimeError(f"The server stopped with exit status {server.returncode} while it was measured.")


def _await(port: int, path: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if get(port, path)[0] == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not answer {path} with 200 within {PATIENCE} seconds.")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server and its workers, gently first."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if server.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body of one GET."""
    return ask(port, "GET", path, headers=headers)


def ask(
    port: int, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
