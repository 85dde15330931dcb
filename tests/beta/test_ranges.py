"""Which bytes are asked for: RFC 9110, row by row."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cocreate.beta.ranges import Slice, asked_for

SIZE = 1000
TAG = "abc"

CASES = [
    # the whole file, when no range can be understood
    ({}, Slice(200, 0, SIZE)),
    ({"Range": "bytes"}, Slice(200, 0, SIZE)),
    ({"Range": "bytes=-"}, Slice(200, 0, SIZE)),
    ({"Range": "lines=1-2"}, Slice(200, 0, SIZE)),
    ({"Range": "bytes=9-2"}, Slice(200, 0, SIZE)),
    ({"Range": "bytes=a-b"}, Slice(200, 0, SIZE)),
    ({"Range": "bytes=1-2,5-6"}, Slice(200, 0, SIZE)),
    ({"Range": "bytes=٣-"}, Slice(200, 0, SIZE)),
    # one range
    ({"Range": "bytes=0-"}, Slice(206, 0, SIZE)),
    ({"Range": "bytes=5-"}, Slice(206, 5, SIZE)),
    ({"Range": "bytes=5-9"}, Slice(206, 5, 10)),
    ({"Range": "bytes=999-5000"}, Slice(206, 999, SIZE)),
    ({"Range": "bytes=-5"}, Slice(206, 995, SIZE)),
    ({"Range": "bytes=-5000"}, Slice(206, 0, SIZE)),
    ({"Range": "BYTES = 5-9"}, Slice(206, 5, 10)),
    # beyond the end
    ({"Range": "bytes=1000-"}, Slice(416)),
    ({"Range": "bytes=-0"}, Slice(416)),
    ({"Range": f"bytes={'9' * 400}-"}, Slice(416)),
    # If-Range: the rest of the same file, else the whole
    ({"Range": "bytes=5-", "If-Range": '"abc"'}, Slice(206, 5, SIZE)),
    ({"Range": "bytes=5-", "If-Range": '"other"'}, Slice(200, 0, SIZE)),
    ({"Range": "bytes=5-", "If-Range": 'W/"abc"'}, Slice(200, 0, SIZE)),
    (
        {"Range": "bytes=5-", "If-Range": "Sat, 01 Jan 2028 00:00:00 GMT"},
        Slice(200, 0, SIZE),
    ),
    # the other conditions come before the range
    ({"If-None-Match": '"abc"'}, Slice(304)),
    ({"If-None-Match": 'W/"abc", "x"'}, Slice(304)),
    ({"If-None-Match": "*"}, Slice(304)),
    ({"If-None-Match": '"x"', "Range": "bytes=5-9"}, Slice(206, 5, 10)),
    ({"If-None-Match": '"abc"', "Range": "bytes=5-9"}, Slice(304)),
    ({"If-Match": '"x"'}, Slice(412)),
    ({"If-Match": 'W/"abc"'}, Slice(412)),
    ({"If-Match": '"abc"', "Range": "bytes=5-9"}, Slice(206, 5, 10)),
    ({"If-Match": "*"}, Slice(200, 0, SIZE)),
]


@pytest.mark.parametrize(("headers", "expected"), CASES, ids=str)
def test_a_request_gets_the_bytes_the_standard_says(
    headers: dict[str, str], expected: Slice
) -> None:
    assert asked_for("GET", headers, size=SIZE, tag=TAG) == expected


def test_a_head_has_no_range() -> None:
    asked = asked_for("HEAD", {"Range": "bytes=5-9"}, size=SIZE, tag=TAG)
    assert asked == Slice(200, 0, SIZE)


AT = datetime(2026, 11, 22, 10, 0, 0, 5, tzinfo=UTC)
SAME, LATER = "Sun, 22 Nov 2026 10:00:00 GMT", "Sun, 22 Nov 2026 10:00:01 GMT"
EARLIER = "Sun, 22 Nov 2026 09:59:59 GMT"
DATED = [
    ({"If-Modified-Since": SAME}, 304),
    ({"If-Modified-Since": EARLIER}, 200),
    ({"If-Modified-Since": "yesterday"}, 200),
    ({"If-Modified-Since": LATER, "If-None-Match": '"other"'}, 200),
    ({"If-Unmodified-Since": EARLIER}, 412),
    ({"If-Unmodified-Since": SAME}, 200),
    ({"If-Unmodified-Since": EARLIER, "If-Match": '"abc"'}, 200),
    ({"Range": "bytes=5-", "If-Range": SAME}, 206),
    ({"Range": "bytes=5-", "If-Range": LATER}, 200),
]


@pytest.mark.parametrize(("headers", "status"), DATED, ids=str)
def test_a_date_is_asked_where_no_tag_is(headers: dict[str, str], status: int) -> None:
    asked = asked_for("GET", headers, size=SIZE, tag=TAG, changed_at=AT)
    assert asked.status == status


def by_the_letter(header: str, size: int) -> set[Slice]:
    """What RFC 9110 allows, read anew from its text, byte for byte.

    14.1.1: ranges-specifier = range-unit "=" range-set, a list (5.6.1) of int-range,
    first-pos "-" [ last-pos ], and suffix-range, "-" suffix-length. 14.1.2: invalid
    when last-pos is less than first-pos; a last-pos at or beyond the end is the end;
    satisfiable when one first-pos is within the file, or one suffix is not nought.
    14.2: what is invalid may be ignored, and so may ranges that are many.
    """
    whole = Slice(200, 0, size)
    unit, equals, told = header.partition("=")
    if unit.strip().lower() != "bytes" or not equals:
        return {whole}
    bytes_asked: list[range] = []
    for one in filter(None, (part.strip() for part in told.split(","))):
        first, dash, last = (part.strip(" ") for part in one.partition("-"))
        if (
            not dash
            or not set(first + last) <= set("0123456789")
            or first == last == ""
        ):
            return {whole}
        if first and last and int(last) < int(first):
            return {whole}
        held = range(size)
        bytes_asked.append(
            held[int(first) : int(last) + 1 if last else size]
            if first
            else held[max(size - int(last), 0) :]
        )
    if len(bytes_asked) != 1:
        return {whole}
    got = bytes_asked[0]
    return {Slice(206, got[0], got[-1] + 1) if got else Slice(416)}


NUMBERS = st.one_of(
    st.just(""),
    st.integers(min_value=0, max_value=2_000).map(str),
    st.sampled_from(["0" * 30 + "5", "9" * 30, str(2**63), str(2**64 - 1)]),
)
SPANS = st.tuples(NUMBERS, NUMBERS).map("-".join)
UNITS = st.sampled_from(["bytes=", "Bytes=", "lines=", "bytes", ""])


@given(
    unit=UNITS,
    spans=st.lists(st.one_of(SPANS, st.just(""), st.just("x")), max_size=3),
    gap=st.sampled_from([",", ", ", " ,\t"]),
    size=st.integers(min_value=1, max_value=1_500),
)
@example(unit="bytes=", spans=["0" * 30 + "5-"], gap=",", size=SIZE)
@example(unit="bytes=", spans=["", "5-9", ""], gap=",", size=SIZE)
def test_ranges_are_answered_by_the_letter_of_the_standard(
    unit: str, spans: list[str], gap: str, size: int
) -> None:
    header = unit + gap.join(spans)
    asked = asked_for("GET", {"Range": header}, size=size, tag=TAG)
    assert asked in by_the_letter(header, size)


@given(
    header=st.one_of(st.text(max_size=60), st.from_regex(r"bytes=\d*-\d*")),
    size=st.integers(min_value=1, max_value=2**40),
)
def test_whatever_is_asked_the_answer_lies_inside_the_file(
    header: str, size: int
) -> None:
    asked = asked_for("GET", {"Range": header}, size=size, tag=TAG)
    assert asked.status in {200, 206, 416}
    assert 0 <= asked.start <= asked.end <= size
    assert asked.status == 416 or asked.size > 0
