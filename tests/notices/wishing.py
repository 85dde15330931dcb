"""The settings as a browser sends them."""

from cocreate.notices.forms import CHOSEN


def wishes(
    *, here: bool = True, hours: dict[str, str] | None = None, **mail: str
) -> dict[str, str]:
    """Everything at once and here, but for what is said; kinds are named by key."""
    return {
        **{f"mail-{kind}": mail.get(str(kind), "now") for kind in CHOSEN},
        **{f"push-{kind}": "now" for kind in CHOSEN},
        **{f"app-{kind}": "1" for kind in CHOSEN if here},
        "time_zone": "UTC",
        "quiet_from": "0",
        "quiet_until": "0",
        "digest_hour": "8",
        "digest_day": "0",
        **(hours or {}),
    }
