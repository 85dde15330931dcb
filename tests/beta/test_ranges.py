"""Which bytes are asked for: RFC 9110, row by row."""

import pytest
from hypothesis import given
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
