"""Pure arithmetic: when a letter leaves, by the clock of whoever reads it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cocreate.notices.pace import Pace
from cocreate.notices.policy import Hours, after_quiet, is_quiet, mail_at

FIVE, HOUR = timedelta(minutes=5), timedelta(hours=1)
PARIS = ZoneInfo("Europe/Paris")
NIGHT = Hours(zone=PARIS, quiet_from=22, quiet_until=7)
ZONES = ("UTC", "Europe/Paris", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")
ANY_HOURS = some.builds(
    Hours,
    zone=some.sampled_from(ZONES).map(ZoneInfo),
    quiet_from=some.integers(0, 23),
    quiet_until=some.integers(0, 23),
    digest_hour=some.integers(0, 23),
    digest_day=some.integers(0, 6),
)
ANY_MOMENT = some.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis wants it bare
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=some.just(UTC),
)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("told_at", "pace", "leaves_at"),
    [
        (paris(3, 12), Pace.NOW, paris(3, 12, 5)),
        (paris(3, 21, 58), Pace.NOW, paris(4, 7)),
        (paris(3, 3), Pace.NOW, paris(3, 7)),
        (paris(3, 7, 59), Pace.DAILY, paris(3, 8)),
        (paris(3, 8), Pace.DAILY, paris(4, 8)),
        (paris(3, 12), Pace.WEEKLY, paris(9, 8)),  # the 3rd is a Tuesday
        (paris(28, 23), Pace.DAILY, paris(29, 8)),  # the night the clocks go forward
        (paris(3, 12), Pace.NEVER, None),
    ],
)
def test_a_letter_leaves_by_the_readers_clock(
    told_at: datetime, pace: Pace, leaves_at: datetime | None
) -> None:
    assert mail_at(told_at, pace, NIGHT, together=FIVE) == leaves_at


@given(ANY_MOMENT, some.sampled_from([Pace.NOW, Pace.DAILY, Pace.WEEKLY]), ANY_HOURS)
def test_no_letter_leaves_before_its_time_or_in_a_quiet_hour(
    told_at: datetime, pace: Pace, hours: Hours
) -> None:
    at = mail_at(told_at, pace, hours, together=FIVE)
    assert at is not None
    assert told_at < at <= told_at + timedelta(days=9)
    # Where the clock jumps over the end of the quiet, the hour after it will do.
    late = (at + timedelta(hours=1)).astimezone(hours.zone).hour
    assert not (
        is_quiet(at.astimezone(hours.zone).hour, hours) and is_quiet(late, hours)
    )


@given(ANY_MOMENT, ANY_HOURS)
def test_after_the_quiet_nothing_is_put_off_again(at: datetime, hours: Hours) -> None:
    once = after_quiet(at, hours)
    assert after_quiet(once, hours) - once <= HOUR
