"""Text and its entities: HTML as published, offsets in UTF-16 units, whitespace trimmed at both ends."""

import html
import re
from typing import Any

from .errors import bad_request

Entity = dict[str, Any]

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
TYPES = frozenset(TAGS.values()) | {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
    "expandable_blockquote", "text_mention", "custom_emoji", "date_time",
}  # fmt: skip
EXTRA = {"text_link": {"url"}, "text_mention": {"user"}, "pre": {"language"},
         "custom_emoji": {"custom_emoji_id"}, "date_time": {"unix_time", "date_time_format"}}  # fmt: skip
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>")
HREF = re.compile(r"""\s+href=(?:"([^"]*)"|'([^']*)')\s*""")
REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);")
COMMAND = re.compile(r"(?<![\w/<])/[a-zA-Z0-9_]{1,64}(@\w{3,32})?(?![\w/])")


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of all Telegram offsets."""
    return len(text.encode("utf-16-le")) // 2


def parsed(text: str, parse_mode: str | None, entities: list[Any] | None) -> tuple[str, list[Entity]]:
    """Plain text and checked entities of a message as it was handed in; 400 where it can't be understood."""
    if parse_mode is not None and parse_mode.lower() == "html":
        text, found = _html(text)
    elif parse_mode:
        # Markdown is published too; nothing here is written in it, and a half parser would be no test.
        raise bad_request("unsupported parse_mode")
    else:
        found = [_entity(text, given) for given in entities or ()]
    return _trimmed(text, found)


def commands(text: str) -> list[Entity]:
    """The bot_command entities of what a person typed."""
    return [
        {"type": "bot_command", "offset": units(text[: hit.start()]), "length": units(hit.group())}
        for hit in COMMAND.finditer(text)
    ]


def parts(text: str, entities: list[Entity], kind: str) -> tuple[str, ...]:
    """The stretches of the text that carry an entity of this kind."""
    data = text.encode("utf-16-le")
    return tuple(
        data[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in entities
        if entity["type"] == kind
    )


def _html(text: str) -> tuple[str, list[Entity]]:
    plain, entities, open_tags, at = "", [], [], 0
    while at < len(text):
        letter = text[at]
        if letter == "&" and (hit := REFERENCE.match(text, at)):
            plain += html.unescape(hit.group())
            at = hit.end()
        elif letter == "<":
            place = len(text[:at].encode())
            hit = TAG.match(text, at)
            if hit is None:
                raise bad_request(f"can't parse entities: Unclosed start tag at byte offset {place}")
            closing, name, rest = hit.group(1), hit.group(2).lower(), hit.group(3)
            if not closing:
                open_tags.append((name, units(plain), _opened(name, rest, place)))
            elif not open_tags:
                raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {place}")
            else:
                expected, offset, entity = open_tags.pop()
                if expected != name:
                    raise bad_request(
                        f"can't parse entities: Unmatched end tag at byte offset {place}, "
                        f'expected "</{expected}>", found "</{name}>"'
                    )
                if units(plain) > offset:
                    entities.append(entity | {"offset": offset, "length": units(plain) - offset})
            at = hit.end()
        else:
            plain += letter
            at += 1
    if open_tags:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\""
        )
    return plain, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _opened(name: str, rest: str, place: int) -> Entity:
    if name == "span" and rest.strip() in {'class="tg-spoiler"', "class='tg-spoiler'"}:
        return {"type": "spoiler"}
    if name == "blockquote" and rest.strip() == "expandable":
        return {"type": "expandable_blockquote"}
    if name == "a" and (hit := HREF.fullmatch(rest)):
        return {"type": "text_link", "url": html.unescape(hit.group(1) or hit.group(2) or "")}
    if name not in TAGS or rest.strip():
        raise bad_request(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {place}')
    return {"type": TAGS[name]}


def _entity(text: str, given: Any) -> Entity:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = given.get("type"), given.get("offset"), given.get("length")
    if kind not in TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type of entity")
    unknown = set(given) - {"type", "offset", "length"} - EXTRA.get(kind, set())
    if unknown:
        raise bad_request(f'can\'t parse MessageEntity: unknown field "{min(unknown)}"')
    if type(offset) is not int or type(length) is not int:
        raise bad_request('can\'t parse MessageEntity: Field "offset" and "length" must be Integers')
    end = offset + length
    if offset < 0 or length <= 0 or end > units(text):
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {units(text)}"
        )
    data = text.encode("utf-16-le")
    try:
        data[2 * offset : 2 * end].decode("utf-16-le")
    except UnicodeDecodeError:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol"
        ) from None
    return dict(given)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    ahead = units(text) - units(text.lstrip())
    short = text.strip()
    end = units(short)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - ahead)
        stop = min(end, entity["offset"] + entity["length"] - ahead)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return short, kept
