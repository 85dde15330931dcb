"""Whom an invitation lets in."""

from datetime import datetime

from cocreate.beta.models import InvitationLink


def why_not_by(link: InvitationLink, *, email: str | None, at: datetime) -> str | None:
    """The reason a link lets nobody in any more, or not whoever asks; else None."""
    if link.revoked_at is not None:
        return "This invitation was taken back."
    if link.expires_at is not None and link.expires_at <= at:
        return f"This invitation ended on {link.expires_at:%-d %B %Y}."
    if link.email is not None and link.email != email:
        return "This invitation is for another address than yours."
    if link.most_uses is not None and link.uses >= link.most_uses:
        return "This invitation was used as often as it may be."
    return None
