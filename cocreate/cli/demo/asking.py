"""Tell what the bank asks of every idea, who answered what, and a draft or two."""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256

from PIL import Image, ImageDraw
from sqlalchemy import select

from cocreate.cli.demo.world import World, at
from cocreate.discussion.actions import put_files
from cocreate.discussion.models import Comment
from cocreate.ideas.actions import (
    FieldDraft,
    PastAnswer,
    add_field,
    attach,
    keep_answers,
    keep_draft,
    keep_waiting,
    set_intake,
)
from cocreate.ideas.drafts import Hanging, Words
from cocreate.ideas.fields import FieldKind
from cocreate.kernel.attached import keep_attached
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, Role

PROJECT = "next-app"
TEMPLATE = """**Where were you?**

**What did you do instead?**"""
QUESTIONS = (
    FieldDraft(
        "Which phone do you use?",
        FieldKind.CHOICE,
        choices=("Android", "iPhone", "Another one"),
    ),
    FieldDraft("Does it happen every week?", FieldKind.YES_NO),
    FieldDraft("When did it happen last?", FieldKind.DATE),
    FieldDraft("How many minutes did it cost you?", FieldKind.NUMBER),
)
BEGUN = Words(
    body="Tell me the fee before I pay it, not on the statement. I found out a month "
    "later what the machine in Porto had cost me.",
    details=TEMPLATE,
    tags="fees, travel",
)
INK, PAPER, ACCENT = "#1f1a14", "#fbf8f3", "#b7791f"


def tell_asking(world: World) -> None:
    """Guests may propose here, and whoever does is asked three things more."""
    manager = Actor(world.people["daan"], Role.PRODUCT_MANAGER, is_verified=True)
    project_id = world.projects[PROJECT]
    set_intake(manager, project_id, template=TEMPLATE, takes_guests=True)
    fields = [add_field(manager, project_id, draft=one).id for one in QUESTIONS]
    keep_answers(answers(world, fields))
    lucia = Actor(world.people["lucia"], Role.CUSTOMER, is_verified=True)
    begin_draft(lucia)
    show_a_statement(lucia)


def answers(world: World, fields: Sequence[int]) -> Iterator[PastAnswer]:
    """Two in three say which phone, one in three how often, when and how long."""
    phones = QUESTIONS[0].choices
    for idea in world.story.ideas:
        drawn = int(sha256(idea.key.encode()).hexdigest(), 16)
        if idea.project != PROJECT or drawn % 3 == 0:
            continue
        said = [phones[drawn // 3 % len(phones)]]
        if drawn % 3 == 1:
            last = at(idea) - timedelta(days=drawn // 9 % 40)
            often = "yes" if drawn // 9 % 2 else "no"
            said += [often, f"{last:%Y-%m-%d}", str(drawn // 27 % 45 + 1)]
        for field_id, value in zip(fields, said, strict=False):
            idea_id = world.ideas[idea.key]
            yield PastAnswer(idea_id=idea_id, field_id=field_id, value=value)


def begin_draft(customer: Actor) -> None:
    """Words and a picture that nobody but their writer sees yet."""
    draft = keep_draft(
        customer, PROJECT, visitor="", key="demo-draft", version=0, words=BEGUN
    )
    picture = keep_attached(
        a_statement(), name="statement.png", folder="ideas/demo", field="files"
    )
    attach(customer, draft.key, visitor="", files=[picture])


def show_a_statement(customer: Actor) -> None:
    """A picture under something that she had said."""
    first = select(Comment).where(
        Comment.author_id == customer.person_id,
        Comment.idea_id.is_not(None),
        Comment.shown.is_(True),
    )
    comment = db.session.scalar(first.order_by(Comment.id).limit(1))
    if comment is None:
        return
    picture = keep_attached(
        a_statement(), name="statement.png", folder="attached/demo", field="files"
    )
    shows = "A statement on a phone; its third line is marked"
    keys = keep_waiting(customer, [picture], description=shows)
    put_files(customer, comment, Hanging(tuple(keys)))


def a_statement() -> bytes:
    """A statement on a phone, with the line that surprised."""
    drawn = Image.new("RGB", (540, 360), PAPER)
    pen = ImageDraw.Draw(drawn)
    for row in range(5):
        top = 50 + row * 60
        pen.rectangle((40, top, 300 - row * 20, top + 14), fill=INK)
        pen.rectangle((420, top, 500, top + 14), fill=ACCENT if row == 2 else INK)  # noqa: PLR2004 - the third line
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    return kept.getvalue()
