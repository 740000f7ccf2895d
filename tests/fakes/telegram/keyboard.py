"""Inline keyboards: the shape a message's buttons must have."""

from typing import Any

from .errors import bad_request

ACTIONS = {"url", "callback_data", "copy_text"}
STYLES = {"danger", "success", "primary"}
DATA_BYTES = 64
BUTTONS = 100


def inline_keyboard(markup: Any) -> dict[str, Any] | None:
    """The keyboard, checked; None for one without buttons. 400 for anything else."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if set(markup) != {"inline_keyboard"}:
        raise bad_request("can't parse reply markup: only an inline keyboard is understood here")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": checked} if checked else None


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    unknown = set(button) - ACTIONS - {"text", "style"}
    if unknown:
        raise bad_request(f'can\'t parse inline keyboard button: unknown field "{min(unknown)}"')
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    actions = set(button) & ACTIONS
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one optional field must be used")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    return dict(button)
