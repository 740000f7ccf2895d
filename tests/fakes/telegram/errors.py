"""The refusals of a Bot API server, in the words people who wrote bots know."""


class ApiError(Exception):
    """One refusal: HTTP status, description and, for some, parameters such as `retry_after`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, object]:
        """The answer as JSON."""
        answer: dict[str, object] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(text: str) -> ApiError:
    """400: the call can never succeed as it is."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """403: this person can't be written to."""
    return ApiError(403, f"Forbidden: {text}")


def moved(chat: int) -> ApiError:
    """400: the group is a supergroup now, with another id."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, text, migrate_to_chat_id=chat)


def conflict(text: str) -> ApiError:
    """409: two receivers of updates at once."""
    return ApiError(409, f"Conflict: {text}")


def too_many(seconds: int) -> ApiError:
    """429: a limit was exceeded; wait so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
