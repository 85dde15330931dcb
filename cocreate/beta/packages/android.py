"""What an Android package says of itself: its binary manifest, read by pyaxmlparser."""

import logging
import re
from typing import Any

from cocreate.beta.kinds import Platform
from cocreate.beta.packages.archive import MEGABYTE, Archive
from cocreate.beta.packages.facts import BadPackageError, Facts, line

MANIFEST, RESOURCES = "AndroidManifest.xml", "resources.arsc"
MOST_MANIFEST = 2 * MEGABYTE
MOST_RESOURCES = 8 * MEGABYTE
SPACE = "{http://schemas.android.com/apk/res/android}"
REFERENCE = re.compile(r"@[0-9A-Fa-f]{8}")
NO_PACKAGE = "It is named like an Android package and has no manifest of one."
NAMELESS = "Its manifest names no package. Make it anew."
SYSTEMS = {
    21: "5.0",
    22: "5.1",
    23: "6.0",
    24: "7.0",
    25: "7.1",
    26: "8.0",
    27: "8.1",
    28: "9",
    29: "10",
    30: "11",
    31: "12",
    32: "12.1",
}
"""The system that each level of its interface came with; later ones rise together."""
OLDEST, LATEST_TOLD, LATER_BY = 21, 32, 20


def read_apk(archive: Archive) -> Facts:
    if MANIFEST not in archive.by_name:
        raise BadPackageError(NO_PACKAGE)
    # Its tables take as long to load as a tenth of the house: who needs them waits.
    from pyaxmlparser.axmlprinter import AXMLPrinter  # noqa: PLC0415

    logging.getLogger("pyaxmlparser").setLevel(logging.CRITICAL)
    root = AXMLPrinter(archive.read(MANIFEST, most=MOST_MANIFEST)).get_xml_obj()
    package = line(root.get("package"))
    if root.tag != "manifest" or not package:
        raise BadPackageError(NAMELESS)
    names = Names(archive, package)
    system = root.find("uses-sdk")
    level = line(system.get(f"{SPACE}minSdkVersion")) if system is not None else ""
    application = root.find("application")
    label = application.get(f"{SPACE}label") if application is not None else ""
    return Facts(
        kind="Android package",
        platform=Platform.ANDROID,
        package=package,
        name=names.told(label),
        version=names.told(root.get(f"{SPACE}versionName")),
        number=line(root.get(f"{SPACE}versionCode")),
        least_os=system_of(level),
        more={"Least API level": level} if level else {},
    )


def system_of(level: str) -> str:
    if not level.isascii() or not level.isdigit() or len(level) > len("999"):
        return ""
    number = int(level)
    if number > LATEST_TOLD:
        return str(number - LATER_BY)
    return SYSTEMS.get(number, "") if number >= OLDEST else ""


class Names:
    """Words of the manifest that may stand among the resources instead."""

    def __init__(self, archive: Archive, package: str) -> None:
        self.archive = archive
        self.package = package

    def told(self, value: Any) -> str:
        said = line(value)
        if not REFERENCE.fullmatch(said):
            return said
        entry = self.archive.by_name.get(RESOURCES)
        if entry is None or entry.size > MOST_RESOURCES:
            return ""
        from pyaxmlparser.arscparser import ARSCParser  # noqa: PLC0415 - see above

        resources = ARSCParser(self.archive.read(RESOURCES, most=MOST_RESOURCES))
        found = resources.get_resolved_res_configs(int(said[1:], 16))
        return line(found[0][1]) if found else ""
