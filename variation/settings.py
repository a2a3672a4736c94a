"""Settings, read once from the environment by app.py and the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from variation.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where the atlas finds and serves things.

    database_url : SQLAlchemy URL; the embedded file var/atlas.db unless DATABASE_URL says otherwise
    host, port : address served
    extracts : folders of the user's own extracts, loaded at start (VARIATION_EXTRACTS, separated like PATH)
    data : folder of indicators, frameworks, sources, extracts, packs, simulation and sign-off.toml (VARIATION_DATA);
        geography and boundaries are no setting: they are always the atlas's own
    warm : whether a server makes ready, while nobody asks, what first visits rest on (VARIATION_WARM, yes or no)
    """

    database_url: str
    host: str
    port: int
    extracts: tuple[Path, ...]
    data: Path
    warm: bool = True

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises SettingsError saying which variable is wrong and how to set it."""
        env = os.environ if environ is None else environ
        port = env.get("PORT", "8050")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise SettingsError(f"PORT is {port!r}; set it to a whole number from 1 to 65535, for example PORT=8050.")
        data = Path(env.get("VARIATION_DATA") or PROJECT / "data")
        if not data.is_dir():
            raise SettingsError(
                f"VARIATION_DATA names {data}, which is not a folder; unset it to use the shipped data."
            )
        extracts = tuple(Path(p) for p in env.get("VARIATION_EXTRACTS", "").split(os.pathsep) if p)
        for folder in extracts:
            if not folder.is_dir():
                raise SettingsError(f"VARIATION_EXTRACTS names {folder}, which is not a folder.")
        warm = env.get("VARIATION_WARM") or "yes"
        if warm not in ("yes", "no"):
            raise SettingsError(f"VARIATION_WARM is {warm!r}; set it to yes or no, for example VARIATION_WARM=no.")
        return cls(
            database_url=env.get("DATABASE_URL") or f"sqlite:///{PROJECT / 'var' / 'atlas.db'}",
            host=env.get("HOST", "127.0.0.1"),
            port=int(port),
            extracts=extracts,
            data=data,
            warm=warm == "yes",
        )
