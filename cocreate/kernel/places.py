"""Where templates, static files and migrations lie: beside the package or in it."""

import os
from pathlib import Path

from cocreate.config import Settings, SettingsError

PACKAGE = Path(__file__).resolve().parent.parent


def site_folder(name: str) -> Path:
    """The folder of this name: of the source tree, or of the installed wheel."""
    beside = PACKAGE.parent / name
    if beside.is_dir() and (PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    return PACKAGE / name


def own_folder(settings: Settings, name: str = "") -> Path:
    """A folder of the data folder, made where it is missing; ours to write in."""
    return usable(settings.data_dir / name, settings.data_dir, "COCREATE_DATA_DIR")


def look_at_mail_folder(settings: Settings) -> None:
    """Nobody learns at the first letter that it cannot be laid where it should be."""
    if folder := settings.mail_folder:
        usable(folder, folder, "COCREATE_MAIL_FOLDER")


def usable(folder: Path, named: Path, setting: str) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise unusable(setting, named, str(refused.strerror)) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise unusable(setting, named, "it cannot be written")
    return folder


def unusable(setting: str, folder: Path, reason: str) -> SettingsError:
    return SettingsError(f"CoCreate cannot start: {setting}, {folder}: {reason}.")
