"""QR codes of our addresses: as a picture for chats, as a drawing for paper."""

import io

import segno

QUIET_ZONE = 4
"""Modules of white around a code on a picture; readers want four."""


def qr_png(text: str) -> bytes:
    """Return a PNG, about 500 pixels wide, that shows up on the smallest phone and prints well."""
    code = segno.make_qr(text, error="m")
    out = io.BytesIO()
    modules = code.symbol_size(border=QUIET_ZONE)[0]
    code.save(out, kind="png", scale=max(4, 512 // modules), border=QUIET_ZONE)
    return out.getvalue()


MASK = 3
"""Readers take each of the eight masks; to try them all for a thousand cards would take longer than to print them."""


def qr_svg(text: str) -> str:
    """Return an SVG without white around it, for a place that has its own."""
    out = io.BytesIO()
    segno.make_qr(text, error="m", mask=MASK).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
