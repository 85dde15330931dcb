"""Who may change an account, and how."""

from cocreate.kernel.policy import Actor, Role
from cocreate.people.models import Person


def may_change_role(actor: Actor) -> bool:
    return actor.is_administrator


def may_suspend(actor: Actor, person: Person) -> bool:
    """Moderators suspend customers and colleagues, never themselves or each other."""
    if not actor.is_moderator or person.id == actor.person_id:
        return False
    guards = {Role.MODERATOR, Role.ADMINISTRATOR}
    return actor.is_administrator or person.role not in guards


def has_title(role: Role | None) -> bool:
    """Company people say what they do beside their name."""
    return role is not None and role is not Role.CUSTOMER
