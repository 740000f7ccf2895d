"""Codes a phone can read."""

import re
import struct

import segno

from service.cards import qr_png
from service.cards.qr import MASK, QUIET_ZONE, qr_svg

ADDRESS = "https://abend.example/p/abcdefghij-12-abcdefghijklmnopqrst"


def test_a_picture_has_white_around_it_and_large_modules() -> None:
    png = qr_png(ADDRESS)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    modules = segno.make_qr(ADDRESS, error="m").symbol_size(border=QUIET_ZONE)[0]
    assert width == height
    assert width % modules == 0
    assert width // modules >= 4
    assert width >= 400


def test_a_drawing_is_the_same_code_without_white() -> None:
    svg = qr_svg(ADDRESS)
    code = segno.make_qr(ADDRESS, error="m", mask=MASK)
    size = code.symbol_size(border=0)[0]
    assert re.search(rf'width="{size}" height="{size}"', svg)
    assert "<script" not in svg


def test_the_longest_link_still_fits_a_small_drawing() -> None:
    """11 mm on paper are read while a module is not smaller than a quarter of a millimetre."""
    longest = "https://t.me/" + "b" * 32 + "?start=" + "c" * 64
    assert 10 / segno.make_qr(longest, error="m", mask=MASK).symbol_size(border=0)[0] > 0.2
