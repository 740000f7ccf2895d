"""What waits on one channel: the most urgent first, and never two to one address at once."""

import heapq
import itertools

from bot.delivery.item import Item, Priority

_Place = tuple[Priority, int, str]
"""Priority, order of arrival, uid."""


class _Lane:
    """One address: its items by priority, and from when on the next may go."""

    def __init__(self) -> None:
        self.places: list[_Place] = []
        self.busy = False
        self.opens = 0.0


class Lanes:
    """A priority queue with one lane for each address; instants are seconds of a monotonic clock.

    Adding and taking cost O(log n). The heaps may hold places that are no longer true; they are checked
    when they come up.
    """

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._lanes: dict[str, _Lane] = {}
        self._ready: list[tuple[_Place, str]] = []
        self._later: list[tuple[float, str]] = []
        self._arrivals = itertools.count()

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> list[Item]:
        """Everything that waits, in no order."""
        return list(self._items.values())

    def add(self, item: Item) -> None:
        """Let an item wait; the same again only takes its new content."""
        known = item.uid in self._items
        self._items[item.uid] = item
        if known:
            return
        lane = self._lanes.setdefault(item.address, _Lane())
        heapq.heappush(lane.places, (item.priority, next(self._arrivals), item.uid))
        self._offer(item.address, lane)

    def drop(self, uid: str) -> Item | None:
        """Take an item out, if it is there."""
        return self._items.pop(uid, None)

    def drop_all(self) -> None:
        """Take everything out. What is under way keeps its lane closed."""
        self._items.clear()

    def to(self, address: str) -> list[Item]:
        """What waits for this address."""
        lane = self._lanes.get(address)
        waiting = dict.fromkeys(uid for _, _, uid in lane.places if uid in self._items) if lane else {}
        return [self._items[uid] for uid in waiting]

    def ready(self, now: float) -> bool:
        """Tell whether there is something to take now."""
        return self._front(now) is not None

    def take(self, now: float) -> Item | None:
        """Take out the first item whose lane is open and close the lane; `release` opens it again."""
        lane = self._front(now)
        if lane is None:
            return None
        heapq.heappop(self._ready)
        _, _, uid = heapq.heappop(lane.places)
        lane.busy = True
        return self._items.pop(uid)

    def release(self, address: str, opens: float) -> None:
        """Nothing is under way to this address any more; the next may go at `opens`."""
        lane = self._lanes.setdefault(address, _Lane())
        lane.busy = False
        lane.opens = opens
        heapq.heappush(self._later, (opens, address))

    def opens(self) -> float | None:
        """The instant at which the next closed lane opens, None when no lane waits for time to pass."""
        return self._later[0][0] if self._later else None

    def _front(self, now: float) -> _Lane | None:
        """The open lane whose first item comes before all others; both stand in front of their heaps then."""
        while self._later and self._later[0][0] <= now:
            _, address = heapq.heappop(self._later)
            if lane := self._lanes.get(address):
                self._offer(address, lane)
        while self._ready:
            place, address = self._ready[0]
            found = self._lanes.get(address)
            if found is None or found.busy or found.opens > now:
                heapq.heappop(self._ready)
                continue
            first = self._first(found)
            if first is None:
                heapq.heappop(self._ready)
                del self._lanes[address]
            elif first != place:
                heapq.heapreplace(self._ready, (first, address))
            else:
                return found
        return None

    def _offer(self, address: str, lane: _Lane) -> None:
        first = self._first(lane)
        if first is None:
            if not lane.busy:
                self._lanes.pop(address, None)
        elif not lane.busy:
            heapq.heappush(self._ready, (first, address))

    def _first(self, lane: _Lane) -> _Place | None:
        while lane.places and lane.places[0][2] not in self._items:
            heapq.heappop(lane.places)
        return lane.places[0] if lane.places else None
