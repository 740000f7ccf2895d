"""How much of everything a list may hold, in one place."""

FILE_BYTES = 10_000_000
"""A list of 10,000 people with texts is about 5 MB."""

UNPACKED_BYTES = 32_000_000
"""All parts of a workbook together."""

XML_TAGS = 450_000
"""Opening and closing tags of a workbook, 4 to 8 a filled cell: 5,000 people with twelve columns.

The parser keeps parts of what it does not know, up to 350 bytes an element: so many tags stay under 200 MB.
"""

WORKBOOK_PARTS = 1_000
SHEETS = 50

PEOPLE = 10_000
SHEET_ROWS = 1_100_000
"""Blank rows included: Excel can save its whole height of 1,048,576 rows."""
CELLS_IN_ROW = 500

NAME = 200
ID = 64
LINE = 200
"""Organisation, industry, group, absent rounds: characters."""
TEXT = 1_000
"""Seeks and offers: characters."""
EMAIL = 254
"""RFC 5321: a path of 256 with its angle brackets."""
PHONE = 60
TABLE = 60
ENTRIES = 50
"""Topics, languages, absent rounds, tags of one person."""
ENTRY = 100
"""Characters of one topic, language or tag."""
ROUND = 1_000
"""The highest round somebody can be absent in."""
