"""What a build's file says of itself: read, filled in, held against what was said."""

import json
from collections.abc import Callable
from dataclasses import replace

from cocreate.beta.drafts import BuildDraft
from cocreate.beta.kinds import PLATFORM_NAMES
from cocreate.beta.packages.apart import facts_apart
from cocreate.beta.packages.facts import BadPackageError, Facts
from cocreate.beta.packages.reading import is_known
from cocreate.beta.systems import numbers_of
from cocreate.beta.versions import agrees
from cocreate.kernel import storage
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.storage import Stored

LONGEST_VERSION = 40
NO_VERSION = "Name the version, like 5.0 beta 3: the file does not say one."
NO_PLATFORM = "Choose what it runs on: the file does not say."
OTHER_PLATFORM = "The file is for {}. Choose that, or bring the file you meant."
OTHER_WORDS = "The file says {}. Write that, or tick that yours counts."
OTHER_APP = (
    "Builds before it are {}, and this file is {}. Bring the file you meant, or tick"
    " that yours counts."
)


def read_package(stored: Stored, file_name: str) -> Facts:
    """The facts of a file that has been kept. Outside any transaction: it is slow."""
    return facts_by(
        lambda start, end: b"".join(storage.read_range(stored.key, start, end)),
        stored.size,
        file_name,
    )


def facts_by(read: Callable[[int, int], bytes], size: int, file_name: str) -> Facts:
    if not is_known(file_name):
        return Facts()
    try:
        return facts_apart(read, size, file_name)
    except BadPackageError as refusal:
        raise InvalidError({"file": str(refusal)}) from refusal


def settled(draft: BuildDraft, facts: Facts, before: str) -> BuildDraft:
    """What was said of a build, filled in from its file; contradictions are told.

    `before`: the identifier of the builds for this platform so far.
    """
    errors = contradictions(draft, facts)
    if before and facts.package and before != facts.package and not draft.despite:
        errors["file"] = OTHER_APP.format(before, facts.package)
    if not (draft.version or facts.version):
        errors["version"] = NO_VERSION
    if not (draft.platform or facts.platform):
        errors["platform"] = NO_PLATFORM
    if errors:
        raise InvalidError(errors)
    return replace(
        draft,
        version=draft.version or facts.version[:LONGEST_VERSION],
        platform=draft.platform or facts.platform,
        least_os=draft.least_os or known_system(facts.least_os),
        package=draft.package or facts.package,
    )


def contradictions(draft: BuildDraft, facts: Facts) -> dict[str, str]:
    """What was said otherwise than the file says it, by field."""
    errors = {}
    if draft.platform and facts.platform and draft.platform != facts.platform:
        errors["platform"] = OTHER_PLATFORM.format(PLATFORM_NAMES[facts.platform])
    if draft.despite:
        return errors
    version, least = draft.version, known_system(facts.least_os)
    if version and facts.version and not agrees(version, facts.version):
        errors["version"] = OTHER_WORDS.format(facts.version)
    if draft.package and facts.package and draft.package != facts.package:
        errors["package"] = OTHER_WORDS.format(facts.package)
    if draft.least_os and least and numbers_of(draft.least_os) != numbers_of(least):
        errors["least_os"] = OTHER_WORDS.format(least)
    return errors


def known_system(said: str) -> str:
    """A version of a system that can be compared, or none."""
    return said if numbers_of(said) else ""


def told_by(facts: Facts) -> str:
    """What is shown of a file besides what has a column of its own, as JSON."""
    told = {"Kind": facts.kind, "Name in the file": facts.name}
    told |= {"Version in the file": facts.version, **facts.more}
    return json.dumps({name: said for name, said in told.items() if said})
