"""Why an evening says no: one type a reason, with a stable `code` and what a sentence about it needs.

The sentences themselves, in the reader's language, are in `service.wording.refused`.
"""

from typing import ClassVar


class Refusal(Exception):
    """A command was refused and nothing has changed.

    `details` are the values a sentence needs: numbers, words, ids, instants in milliseconds.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.details == getattr(other, "details", None)

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.details.items())})"


class NotOpenYet(Refusal):
    """The check-in has not been opened."""

    code = "not_open"


class AlreadyOpen(Refusal):
    """The check-in is open already."""

    code = "already_open"


class NotBegunYet(Refusal):
    """No round has been announced yet."""

    code = "not_begun"


class AlreadyBegun(Refusal):
    """The rounds have begun: `round` is announced or running."""

    code = "already_begun"


class EveningIsOver(Refusal):
    """The evening has ended."""

    code = "ended"


class AlreadyHeld(Refusal):
    """The clock stands still already."""

    code = "already_held"


class NotHeld(Refusal):
    """The clock is not held."""

    code = "not_held"


class NothingToExtend(Refusal):
    """No clock is running that could run longer."""

    code = "nothing_to_extend"


class LastRound(Refusal):
    """After this round none comes, so there is nothing to pause before."""

    code = "last_round"


class ConfirmNeeded(Refusal):
    """It can be done, but somebody should see first what would happen.

    `word` is the command; the other details say what would happen: `deadline`, `round`, `people`, `here`.
    """

    code = "confirm_needed"


class TooFewPeople(Refusal):
    """`people` are not enough for a round; `needed` are."""

    code = "too_few_people"


class TablesTooFew(Refusal):
    """`people` do not fit on `tables` tables of `size`; `more` tables would do."""

    code = "tables_too_few"


class StepFreeTooFew(Refusal):
    """`people` need a table without a step; `tables` are all there are, with `seats` for them. `more` would do."""

    code = "stepfree_too_few"


class NoPlanPossible(Refusal):
    """Wishes contradict each other; `wishes` are the scheduler's reasons, or the evening's own."""

    code = "conflict"


class PlanOutdated(Refusal):
    """The proposal is for rounds that are not the next ones any more."""

    code = "plan_outdated"


class UnknownParticipant(Refusal):
    """There is nobody with this id or name (`person`)."""

    code = "unknown_participant"


class AlreadyOnTheList(Refusal):
    """A participant with this id (`person`) is on the list."""

    code = "already_on_list"


class UnknownSetting(Refusal):
    """There is no setting `setting`; `known` are the ones there are."""

    code = "unknown_setting"


class BadSetting(Refusal):
    """`setting` cannot be `value`; `allowed` says what it can be."""

    code = "bad_setting"


class BadMinutes(Refusal):
    """`minutes` is not between `least` and `most`."""

    code = "bad_minutes"


class NothingToSay(Refusal):
    """A text to be said is empty, or longer than `most` characters."""

    code = "nothing_to_say"


class UnknownLanguage(Refusal):
    """Texts exist in German and English only."""

    code = "unknown_language"


class CodeSpent(Refusal):
    """The code has bound a chat before, or has been replaced."""

    code = "code_spent"


class NothingToUndo(Refusal):
    """No act is left that could be taken back."""

    code = "nothing_to_undo"


class UndoTooLate(Refusal):
    """Since the act `word` a gong has sounded."""

    code = "undo_too_late"


class NothingDue(Refusal):
    """No deadline has passed."""

    code = "nothing_due"


class NothingNew(Refusal):
    """It is so already."""

    code = "nothing_new"


class NotMatched(Refusal):
    """Neither of these two offers what the other seeks, as far as the evening knows."""

    code = "not_matched"


class UnknownTable(Refusal):
    """There is no table `table`; `tables` are the ones there are."""

    code = "unknown_table"


class TableIsClosed(Refusal):
    """`table` is closed, or is the last one open."""

    code = "table_closed"


class SamePerson(Refusal):
    """Two different people are needed, and `person` was named twice."""

    code = "same_person"


class NotSeatedNow(Refusal):
    """`person` sits at no table right now."""

    code = "not_seated"


class NotAtYourTable(Refusal):
    """`person` does not sit at the table of who says so."""

    code = "not_at_your_table"


class BadRound(Refusal):
    """`round` is not between `least` and `most`."""

    code = "bad_round"


class BadTime(Refusal):
    """`time` is no time of day, or not after now."""

    code = "bad_time"


class BadWindow(Refusal):
    """`time` is no window of a day, its end is not after its beginning, or it is over (`ended` is when it was)."""

    code = "bad_window"


class BadRating(Refusal):
    """A rating is a whole number from 1 to 5."""

    code = "bad_rating"


class NoStations(Refusal):
    """There are no stations to choose from this evening."""

    code = "no_stations"


class OnlyHosts(Refusal):
    """Only the host of a table can do that."""

    code = "only_hosts"


class NoChat(Refusal):
    """`person` has no chat from which they could drive the evening."""

    code = "no_chat"


class NeverMet(Refusal):
    """`person` has not been at a table with who asks."""

    code = "never_met"


class TextTooLong(Refusal):
    """A text of `length` characters was given where `most` fit."""

    code = "text_too_long"


class TooManyAvoided(Refusal):
    """Nobody may avoid more than `most` people."""

    code = "too_many_avoided"
