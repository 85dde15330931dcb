"""Choose what to be told, how soon and when; stop letters, and let them come again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import or_, update

from cocreate.kernel import mail
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.notices.actions.tell import drop
from cocreate.notices.kind import Kind, Wish, unasked
from cocreate.notices.models import Notice, NoticeWish, Rhythm
from cocreate.notices.pace import Pace
from cocreate.notices.queries import paces_of
from cocreate.people.actions import note_consent
from cocreate.people.agreed import Agreed
from cocreate.people.queries import get_own_account, get_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythms:
    """When somebody wants mail, by their own clock."""

    time_zone: str
    quiet_from: int
    quiet_until: int
    digest_hour: int
    digest_day: int


def wish_all(actor: Actor, wishes: Mapping[Kind, Wish]) -> None:
    """Keep how the actor wants to hear of each kind of thing."""
    note_letters(actor.person_id, {kind: one.mail for kind, one in wishes.items()})
    keep_wishes(actor.person_id, wishes, Wish._fields)
    silent = [kind for kind, wish in wishes.items() if wish.mail is Pace.NEVER]
    drop_waiting(actor.person_id, silent)
    unseen = [kind for kind, wish in wishes.items() if wish.push is Pace.NEVER]
    drop_waiting(actor.person_id, unseen, "push_due_at")


def stop_mail(person_id: PersonId, kinds: Collection[Kind]) -> None:
    """Write no letters of these kinds any more; the application still tells."""
    note_letters(person_id, dict.fromkeys(kinds, Pace.NEVER))
    silent = {kind: unasked(kind)._replace(mail=Pace.NEVER) for kind in kinds}
    keep_wishes(person_id, silent, ["mail"])
    drop_waiting(person_id, kinds)


def note_letters(person_id: PersonId, paces: Mapping[Kind, Pace]) -> None:
    """Keep which letters somebody said yes or no to, where they say something new."""
    # Locked first: two presses at once must not both keep it.
    get_person(person_id, lock=True)
    before = paces_of(person_id)
    for kind, pace in paces.items():
        if before[kind] is not pace:
            note_consent(
                person_id,
                Agreed.LETTERS,
                is_given=pace is not Pace.NEVER,
                about=kind.value,
                version="" if pace is Pace.NEVER else pace.value,
            )


def keep_wishes(
    person_id: PersonId, wishes: Mapping[Kind, Wish], changed: Iterable[str]
) -> None:
    """Keep wishes, all at once; of one that was said before, what is changed."""
    keep = insert_into(NoticeWish)
    keep = keep.on_conflict_do_update(
        index_elements=["person_id", "kind"],
        set_={name: keep.excluded[name] for name in changed},
    )
    rows = [
        {"person_id": person_id, "kind": str(kind), **wish._asdict()}
        for kind, wish in wishes.items()
    ]
    if rows:
        db.session.execute(keep, rows)


def drop_waiting(
    person_id: PersonId, kinds: Iterable[Kind], due_at: str = "mail_due_at"
) -> None:
    """What waits for a letter that is not wanted any more waits no longer."""
    db.session.execute(
        update(Notice)
        .where(
            Notice.person_id == person_id,
            Notice.kind.in_([str(kind) for kind in kinds]),
            getattr(Notice, due_at).is_not(None),
        )
        .values({due_at: None})
    )


def keep_rhythm(actor: Actor, rhythms: Rhythms) -> None:
    """Keep when the actor wants mail, from the next thing that happens on."""
    said = asdict(rhythms)
    db.session.execute(
        insert_into(Rhythm)
        .values(person_id=actor.person_id, **said)
        .on_conflict_do_update(index_elements=["person_id"], set_=said)
    )


def wake(person_id: PersonId) -> None:
    """Somebody reads: letters come, and are counted anew."""
    db.session.execute(
        update(Rhythm)
        .where(
            Rhythm.person_id == person_id,
            or_(Rhythm.unread_letters > 0, Rhythm.paused_at.is_not(None)),
        )
        .values(unread_letters=0, paused_at=None)
    )


def renew_feed_token(actor: Actor) -> None:
    """Let no feed be read any more by the addresses given out before."""
    db.session.execute(
        insert_into(Rhythm)
        .values(person_id=actor.person_id, feed_turn=1)
        .on_conflict_do_update(
            index_elements=["person_id"], set_={"feed_turn": Rhythm.feed_turn + 1}
        )
    )


def mend_mail(actor: Actor) -> None:
    """Write to the actor's address again: they say that it works."""
    address = get_own_account(actor).email
    if address:
        mail.mend(address)
    drop(Notice.kind == Kind.RETURNED, Notice.person_id == actor.person_id)
