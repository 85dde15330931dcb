"""Addresses as pictures that a phone reads."""

import segno

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks


def picture_of(address: str) -> str:
    """An address as an SVG in a data address: black on white in every theme."""
    drawn = segno.make(address, error="m", micro=False)
    return str(drawn.svg_data_uri(border=QUIET, dark="#000", light="#fff", scale=4))
