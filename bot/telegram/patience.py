"""How long to wait for Telegram, and how long before asking again."""

from bot import patience


class Patience(patience.Patience, frozen=True, kw_only=True):
    """Waits in seconds; the defaults are right for the real Telegram.

    `request`: for an answer. `poll`: how long one long poll may stay open. `first` to `most`: the growing
    pause while the network is away. `conflict`: while somebody else receives with our token. `again`: until
    looking again while something received was not taken yet. `taken`: how long a webhook call is kept open
    for that.
    """

    request: float = 10.0
    poll: int = 25
    first: float = 1.0
    most: float = 30.0
    conflict: float = 15.0
    again: float = 0.5
    taken: float = 20.0
