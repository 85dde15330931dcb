"""A notice of illegal content that somebody without an account gave."""

from cocreate.moderation.actions import NoticeDraft, give_notice, tell_years


def a_legal_notice() -> str:
    draft = NoticeDraft(
        address="/releases",
        why="It shows what the law forbids.",
        law="Penal code",
        name="Heleen Smit",
        email="heleen.smit@example.net",
    )
    return give_notice(draft).reference


def a_year_told() -> int:
    """The year whose transparency report there is."""
    return tell_years()[-1]
