"""Who may change an account, and how."""

from cocreate.kernel.policy import Actor, Role
from cocreate.people.models import Person

# Triggers of the database know it, too (migration 0081): a migration changes both.
NOBODY_ANY_MORE = "Somebody who left"


def may_change_role(actor: Actor) -> bool:
    return actor.is_administrator


def may_forget(actor: Actor) -> bool:
    """Administrators forget whoever asks them to; others leave by themselves."""
    return actor.is_administrator


def is_forgotten(person: Person) -> bool:
    """Whoever left has no address, and a name that tells nothing."""
    return person.email is None and person.name == NOBODY_ANY_MORE


def may_suspend(actor: Actor, person: Person) -> bool:
    """Moderators suspend customers and colleagues, never themselves or each other."""
    if not actor.is_moderator or person.id == actor.person_id:
        return False
    guards = {Role.MODERATOR, Role.ADMINISTRATOR}
    return actor.is_administrator or person.role not in guards


def has_title(role: Role | None) -> bool:
    """Company people say what they do beside their name."""
    return role is not None and role is not Role.CUSTOMER


def may_define(actor: Actor) -> bool:
    """Administrators say what is known of customers."""
    return actor.is_administrator


def sees_attributes(actor: Actor) -> bool:
    """What is known of customers is for the product team: internal."""
    return actor.is_team


def may_segment(actor: Actor) -> bool:
    """The team says which customers it speaks of together."""
    return actor.is_team and actor.may_write
