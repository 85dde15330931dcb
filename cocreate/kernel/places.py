"""Where templates, static files and migrations lie: beside the package or in it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def site_folder(name: str) -> Path:
    """The folder of this name: of the source tree, or of the installed wheel."""
    beside = PACKAGE.parent / name
    if beside.is_dir() and (PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    return PACKAGE / name
