"""What strangers type, paste and send: the classics, and a few of our own."""

TEXTS: tuple[str, ...] = (
    "",
    " ",
    "\t\n\r ",
    "\x00",
    "before\x00after",
    "\x1b[31mred\x07\x08",
    "\ufeff",
    "\u200b\u200c\u200d",
    "\u202eesrever",
    "\u2028\u2029",
    "\ud800",
    "lone \udfff half",
    "\U0010ffff\ufffe\uffff",
    "👩‍👩‍👧‍👦🏳️‍🌈🇺🇳",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "a" + "\u0301" * 2000,
    "ﷺ" * 100,
    "مرحبا بالعالم",
    "田中さんにあげて下さい",
    "İıſßΩ",
    "' OR 1=1 --",
    "1'; DROP TABLE ideas; --",
    '" OR ""="',
    "%' AND SLEEP(5) --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "<svg/onload=alert(1)>",
    "]]>",
    "<!--",
    "</textarea></form>",
    "{{ 7*7 }}{% raise %}",
    "${jndi:ldap://127.0.0.1/a}",
    "%s%n%x%d",
    "{0.__class__}",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/dev/null\x00.png",
    "//example.org/",
    "https://example.org/\r\nSet-Cookie: a=b",
    "Subject: x\r\nBcc: all@example.org",
    "=cmd|' /C calc'!A0",
    "$(touch /tmp/x)`id`",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "-Infinity",
    "True",
    "0",
    "-1",
    "1.5",
    "1e309",
    "-1e309",
    "0x10",
    "٣",
    "²",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "1" * 400,
    "1" * 5000,
    "0000-00-00",
    "2030-02-30",
    "9999-12-31",
    "99999-01-01",
    "0001-01-01",
    "1 per second; rm -rf",
    "a@b",
    '"a b"@example.org',
    "x" * 100_000,
    "[" * 5_000,
    "*_`" * 3_000,
    "> " * 3_000,
)

KEYS = (0, 9223372036854775808)
"""Numbers in an address that no row has, and no column."""

ODD_PIECES = ("nothing-here", "%00", "%FF%FE")
"""What databases look up each in a way of its own."""

PIECES = (
    *ODD_PIECES,
    "..%2F..%2Fetc",
    "x" * 3000,
    "' OR 1=1%0D%0A",
)
"""What stands in an address where a name is asked for."""

Body = tuple[str, bytes]
"""Of what kind it is said to be, and what it holds."""

FORMS: tuple[Body, ...] = (
    ("application/x-www-form-urlencoded", b"title=%FF%FE&body=\xff\xfe\x80&%C0=%AF"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"title=x"),
)
NO_FIELDS: tuple[Body, ...] = (
    ("application/x-www-form-urlencoded", b"&" * 5000),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; na"),
    ("multipart/form-data", b"--x--"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n\xff\xfe\r\n--x--\r\n"),
    ("text/plain", b"title=x"),
    (
        "application/xml",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    ),
    ("", b"\x00\x01\x02"),
)
"""A form in which nobody finds a field, and what is none at all: to a page each is
the same, nothing."""
JSONS: tuple[Body, ...] = (
    ("application/json", b'{"title": '),
    ("application/json", b"[" * 100_000),
    ("application/json", b'"\xff\xfe"'),
    ("application/json", b"[1, 2]"),
    ("application/json", b"null"),
    ("application/json; charset=utf-16", b'{"body": "x"}'),
)
"""Bodies that nobody can read, by what they are said to be."""


def turn_of(bodies: tuple[Body, ...], number: int) -> Body:
    return bodies[number % len(bodies)]


STORED: tuple[object, ...] = (
    *(10**30, -(10**19), 1e308, "", "\x00", "\ud800", "x" * 100_000, ["\x00"]),
)
"""What databases take each in a way of its own, or not at all."""

VALUES: tuple[object, ...] = (
    *(None, True, 0, -1, 1.5, [], [[]], {}, {"a": {"b": 1}}, ["x"] * 2000),
    *([None], [{}], *STORED),
)
"""What JSON may hold where something else was wanted."""

ASKED = (
    "q=%FF%FE&page=%C0%AF&tag=%ED%A0%80&sort=%00",
    "page=9223372036854775808&after=-1&before=1e309",
)
"""What databases are asked for each in a way of its own."""

QUERIES = (
    *ASKED,
    "q=a&q=b&page=1&page=2&sort=new&sort=top&status=open&status=%00",
    f"=&&;%&%%%zz&q{'&' * 3000}q[]=a&q[b]=c&page[]=1",
)
"""What stands behind the question mark of an address that nobody made with a form."""

HEADERS: tuple[dict[str, str], ...] = (
    {"Cookie": "cocreate=\xff\xfe; session=; =; ;;; remember_token=\x80|\x00"},
    {"Cookie": "cocreate=.eJw" + "x" * 6000},
    {"Authorization": "Bearer \xff\x00", "Accept": "application/json"},
    {"Authorization": "Bearer " + "x" * 5000},
    {"Authorization": "Basic \xff"},
    {
        "Accept": ";;q=\xff,*/*;q=nan",
        "Accept-Language": "\xe9;q=-1,,",
        "HX-Request": "\xff",
    },
    {"Range": "bytes=9-1,-0,99999999999999999999-", "If-Range": "\xff"},
    {"If-None-Match": '"\xff', "If-Modified-Since": "Thu, 99 Foo 99999 99:99:99"},
    {"Referer": "http://[\xff/", "Origin": "null", "User-Agent": "\xff" * 3000},
    {"Referer": "http://localhost:99999999/\\", "X-Forwarded-For": "\xff,::,"},
    {"Content-Length": "abc"},
    {"X-CSRFToken": "\xff\x00"},
)
"""What a program says of itself; the letters are the bytes that are sent."""
