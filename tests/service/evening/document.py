"""Writes docs/evening.md from the table: `python -m tests.service.evening.document`."""

from collections.abc import Iterator
from pathlib import Path

from tests.service.evening.states import COMMANDS, STATES, name
from tests.service.evening.table import TABLE

PAGE = Path(__file__).resolve().parents[3] / "docs" / "evening.md"

GROUPS = {
    "Before the first round": ("created", "created, planned", "open", "open, planned"),
    "A round is announced: everybody walks": ("announced", "announced, held", "announced, by hand"),
    "A round is running": ("running", "running, held", "running, by hand", "running, held, by hand"),
    "The last round is running": ("last round", "last round, held", "last round, by hand"),
    "Between two rounds": ("break", "break, held", "break, by hand", "break, no round left"),
    "The evening is over": ("ended", "stopped"),
}

HEAD = """\
# An evening, step by step

The core in `service/evening` is a function: `decide(evening, command, now)` gives events or refuses, `evolve(evening, event)`
gives the evening after. It knows no clock, no network and no chance. What it refuses has changed nothing.

```mermaid
stateDiagram-v2
    [*] --> created: new
    created --> open: open
    open --> announced: begin
    announced --> running: gong, next
    running --> announced: gong, next
    running --> between: gong, next, with a break asked for or too few people
    announced --> between: break
    between --> announced: end of the break, next
    running --> ended: gong, next, in the last round
    between --> ended: end of the break, next, where no round is left
    created --> ended: stop
    open --> ended: stop
    announced --> ended: stop
    running --> ended: stop
    between --> ended: stop
    ended --> [*]
```

| step | means |
|---|---|
| `created` | the list is being made; drafts can be planned and printed |
| `open` | guests check in |
| `announced` | a round is announced: everybody knows their table and walks there until the gong |
| `running` | talking time, until the gong |
| `between` | a break, until its end or `next` |
| `ended` | over; `undo` takes a `stop` or the last `next` back |

- With `clock=auto` a step has a deadline, at which the clock ticks; with `clock=manual` (*by hand*) only `next` goes on.
- With `clock=auto` an announcement lasts `change_seconds`, or as long as the slowest network needs to tell everybody in the round and five
  seconds to walk: 1,000 guests on Telegram, at 28 messages a second, have about 41 seconds.
- In `announced`, `running` and `between` the evening can be *held*: the clock stands still and keeps what is left.
- A tick later than `change_seconds` (at least five seconds) holds the evening and asks: nobody was there to hear the gong.
- `undo` takes the organiser's last act back, as long as the evening stands where that act left it. What others have done since stays,
  and everybody whose place changes by it is told.

## Seats while a round is on

- Whoever is `expected` keeps a seat until somebody says otherwise; whoever was added and is not here yet has none.
- A late guest joins a lonely guest, else the table where they know fewest. With all chairs taken they rest; as soon as
  those who are here and rest are enough for a table, and the hall has one, they open it.
- A chair that becomes free goes to somebody who rests: whoever is here and has rested most. Whoever is left alone is moved, or rests.
- Who comes back sits where they sat, if the chair is free. Whoever sat together has met, also if one of them went before the end.
- Rounds people said they would miss are kept free of them; who comes earlier is there from then on.
- A gong never fails: where the next round cannot be seated, the evening waits `between` for somebody's word. Once it has begun, a hall
  that is too small lets people rest in turn.

## What organisers change by hand

- `swap`: two change seats, or one rests for the other. That two meet again is the organiser's choice; what is kept apart, a seat that is
  always somebody's, and pairs across groups stand against it, and the refusal says which.
- `apart`: these two never share a table from then on, in late seats neither. A table at which they sit right now stays as it is. Whom a
  guest avoids counts the same, but no refusal names it. `together`: in the plan of the rounds to come, once.
- `host`: goes to the table at once; the former host stays as a guest. A table that is full gives its chair for the host's own place.
  A host who is absent leaves the table in use.
- `close`: the company goes on together at the next free number, where the hall has none left on chairs elsewhere, or rests. The other
  tables keep their numbers.
- `visit`: a guest of honour has no seat in the plan and is in no count; each round they are at the next table in the order of their
  numbers, on an extra chair. Nobody counts as met by that.
- `people`, a list taken in again: what it says otherwise of somebody than the list before counts from the next round on, nobody is moved
  by it. Hosts keep their table, and rounds somebody said they would miss stay missed unless the list had said so itself.
- `leave` with a round: every later round is planned without them. Said for a round that is over, they go at once.

## The table

Nine guests attend, four of them are here, there are three rounds at tables of four, and it is ten seconds later.
A cell names the events, or with ✗ the `code` of the refusal. `tests/service/evening/test_table.py` holds the core to it;
this page is written by `python -m tests.service.evening.document`.
"""


def page() -> str:
    """Return the page as it should be."""
    everywhere = "\n".join(f"| `{command}` | {name(TABLE['created'][command])} |" for command in ALIKE)
    groups = (f"\n### {title}\n\n" + "\n".join(_rows(states)) + "\n" for title, states in GROUPS.items())
    return f"{HEAD}\n### In every state\n\n| | |\n|---|---|\n{everywhere}\n" + "".join(groups)


ALIKE = [command for command in COMMANDS if len({row[command] for row in TABLE.values()}) == 1]
"""Commands that come to the same in every state."""


def _rows(states: tuple[str, ...]) -> Iterator[str]:
    yield f"| | {' | '.join(states)} |"
    yield "|---" * (len(states) + 1) + "|"
    for command in COMMANDS:
        if command not in ALIKE:
            yield f"| `{command}` | {' | '.join(name(TABLE[state][command]) for state in states)} |"


if __name__ == "__main__":
    if {state for states in GROUPS.values() for state in states} != STATES.keys():
        raise SystemExit("every state belongs in one group")
    PAGE.write_text(page(), encoding="utf-8")
