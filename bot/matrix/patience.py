"""How long to wait for the homeserver, and how long before asking again."""

from bot import patience


class Patience(patience.Patience, frozen=True, kw_only=True):
    """Waits in seconds; the defaults are right for a homeserver in the internet.

    `request`: for an answer. `poll`: how long one look for news may stay open. `first` to `most`: the growing
    pause while the homeserver is away. `refused`: until a refused token or password is tried again. `settle`:
    how often what must outlive a crash is written down. `keys`: for the key of a message that can't be read
    yet. `stranger`: how long a chat may stay without a code. `join`: between two invitations accepted.
    """

    request: float = 15.0
    poll: float = 30.0
    first: float = 0.5
    most: float = 5.0
    refused: float = 60.0
    settle: float = 0.3
    keys: float = 8.0
    stranger: float = 600.0
    join: float = 1.0
