"""The one way reading a list can fail as a whole."""


class ListUnreadable(Exception):
    """Nothing could be taken from the list.

    `code` is stable; `text` is one English sentence that says where, what, and what would be right.
    `row` counts from 1 as a spreadsheet shows rows; `column` is a heading or a JSON field.

    Codes: `empty`, `no_people`, `no_headings`, `not_a_table`, `not_a_workbook`, `mixed_encoding`,
    `broken_quotes`, `too_large`, `too_many`, `not_json`, `not_a_json_list`.
    """

    def __init__(self, code: str, text: str, row: int | None = None, column: str | None = None) -> None:
        """Keep the parts apart for those who word the message themselves."""
        super().__init__(text)
        self.code = code
        self.text = text
        self.row = row
        self.column = column
