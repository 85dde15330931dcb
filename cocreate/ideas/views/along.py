"""Pictures and files that come along with a form: kept first, then hung on its words.

What a form brings is its sender's until the words are taken, so that a refusal loses
nothing: the form that comes back names what was kept.
"""

import re
from collections.abc import Sequence
from typing import Any

from flask import g, request

from cocreate.config import current
from cocreate.ideas import actions, queries
from cocreate.ideas.drafts import Hanging
from cocreate.ideas.queries import Attached
from cocreate.kernel.attached import KeptFile, keep_attached
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.text import tidy_line
from cocreate.kernel.transaction import transaction
from cocreate.kernel.visitors import hash_of
from cocreate.people.session import current_actor

DESCRIBES = "alt_"
SAY_SHORTER = f"Keep it to {actions.LONGEST_DESCRIPTION} characters at most."
KEY = re.compile(r"\d{1,15}")


def sent_along() -> Hanging | None:
    """What is to hang on the words of this form; none where it speaks of no files."""
    before = kept_before()
    refuse_long()
    files = sent_files(folder_here(), besides=len(before - taken_off()))
    if files:
        with transaction():
            g.brought = actions.keep_waiting(current_actor(), files)
    if "with_files" not in request.form and not files:
        return None
    return Hanging(tuple(sorted({*before, *brought()} - taken_off())), described())


def refuse_long() -> None:
    wrong = {
        f"{DESCRIBES}{key}": SAY_SHORTER
        for key, said in described().items()
        if len(tidy_line(said)) > actions.LONGEST_DESCRIPTION
    }
    if wrong:
        raise InvalidError(wrong)


def folder_here() -> str:
    """One for these words at this address: a second press finds what the first kept."""
    aside = {"csrf_token", "attached", "off"}
    said = (f"{n}={said}" for n, said in request.form.items() if n not in aside)
    pressed = (str(current_actor().person_id), request.path, *sorted(said))
    return f"attached/{hash_of(chr(10).join(pressed))[:32]}"


def sent_files(folder: str, *, besides: int = 0) -> list[KeptFile]:
    """The files that came along, each looked at and laid down."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    most = current().attachments_most
    if sent and len(sent) + besides > most:
        raise InvalidError({"files": f"{most} pictures and files at most."})
    return [
        keep_attached(
            file.read(), name=file.filename or "", folder=folder, field="files"
        )
        for file in sent
    ]


def described() -> dict[int, str]:
    """What was said of each picture."""
    return {
        int(name.removeprefix(DESCRIBES)): said
        for name, said in request.form.items()
        if name.startswith(DESCRIBES) and KEY.fullmatch(name[len(DESCRIBES) :])
    }


def beside(hung: Sequence[Attached] = ()) -> dict[str, Any]:
    """What a form shows of its files: those that hang there, and those that wait."""
    keys = sorted({*kept_before(), *brought()} - {file.id for file in hung})
    waiting = queries.attachments_waiting(current_actor(), keys)
    said = described()
    files = [
        file._replace(description=said.get(file.id, file.description))
        for file in (*hung, *waiting)
    ]
    takes = current().attachments_most > 0
    return {"files": files, "off": taken_off(), "takes_files": takes}


def brought() -> Sequence[int]:
    """The keys of what this form has brought."""
    found: Sequence[int] = g.get("brought", ())
    return found


def kept_before() -> set[int]:
    return keys("attached")


def taken_off() -> set[int]:
    return keys("off")


def keys(name: str) -> set[int]:
    return {int(key) for key in request.form.getlist(name) if KEY.fullmatch(key)}
