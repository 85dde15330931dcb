"""What a ZIP archive says that it unpacks to, read of its directory alone. Pure.

Nothing is unpacked, and a directory that was made to be long costs no more than its
number of files, which is at most 65,535.
"""

from struct import Struct, error
from typing import NamedTuple

END = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"
ENDING = Struct("<4s4xHHII")  # how many files here and in all, then the directory
HEAD = Struct("<4s20xIHHH12x")  # the size of a file, and the lengths of three fields


class Directory(NamedTuple):
    files: int
    unpacked: int  # bytes; of what is told in 64 bits, at least four gigabytes


def directory_of(sent: bytes) -> Directory | None:
    """What stands in an archive; none, where its directory is not whole."""
    try:
        _, _, many, _, place = ENDING.unpack_from(sent, sent.rindex(END))
        unpacked = 0
        for _ in range(many):
            mark, size, *lengths = HEAD.unpack_from(sent, place)
            if mark != ENTRY:
                return None
            unpacked += size
            place += HEAD.size + sum(lengths)
    except (ValueError, error):
        return None
    return Directory(many, unpacked)
