"""What a Python wheel says of itself: its name, and its metadata (PEP 427, PEP 566)."""

import re

from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from cocreate.beta.kinds import Platform
from cocreate.beta.packages.archive import MEGABYTE, Archive
from cocreate.beta.packages.facts import BadPackageError, Facts, line

METADATA = re.compile(r"[^/]+\.dist-info/METADATA")
MOST_METADATA = 2 * MEGABYTE
NO_WHEEL = "It is named like a Python wheel and has no metadata of one."
OTHER_NAME = "The file is named {}, and its metadata says {}. Build it anew."
SYSTEMS = {
    "win": Platform.WINDOWS,
    "macosx": Platform.MACOS,
    "manylinux": Platform.LINUX,
    "musllinux": Platform.LINUX,
    "linux": Platform.LINUX,
    "android": Platform.ANDROID,
    "ios": Platform.IOS,
}
MAC = re.compile(r"macosx_([0-9]+)_([0-9]+)_")


def read_wheel(archive: Archive, file_name: str) -> Facts:
    found = [name for name in archive.by_name if METADATA.fullmatch(name)]
    if len(found) != 1:
        raise BadPackageError(NO_WHEEL)
    from packaging.metadata import parse_email  # noqa: PLC0415 - only wheels need it

    said, _ = parse_email(archive.read(found[0], most=MOST_METADATA))
    name, version = line(said.get("name")), line(said.get("version"))
    told, told_version, _, tags = parse_wheel_filename(file_name)
    if (told, told_version) != (canonicalize_name(name), Version(version)):
        raise BadPackageError(
            OTHER_NAME.format(f"{told} {told_version}", f"{name} {version}"[:80])
        )
    python = line(said.get("requires_python"))
    return Facts(
        kind="Python wheel",
        platform=platform_of(tags),
        package=str(told),
        name=name,
        version=version,
        least_os=least_of(tags),
        more={"Python": python} if python else {},
    )


def platform_of(tags: frozenset[Tag]) -> Platform | None:
    """The one system that all its tags name; those for any name none."""
    found = {SYSTEMS.get(re.split(r"[_0-9]", tag.platform)[0]) for tag in tags}
    return found.pop() if len(found) == 1 else None


def least_of(tags: frozenset[Tag]) -> str:
    found = [MAC.match(tag.platform) for tag in tags]
    least = [(int(one[1]), int(one[2])) for one in found if one]
    return ".".join(map(str, min(least))) if least else ""
