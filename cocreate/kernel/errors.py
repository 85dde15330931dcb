"""Every way a request can be refused, each with the status it deserves."""

from collections.abc import Mapping
from http import HTTPStatus

from cocreate.kernel.languages import Saying, translatable


class CoCreateError(Exception):
    """A refusal: a status, and a sentence the reader can act on."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    message = "Something went wrong on our side."
    heading = ""  # of its page; none: what its status is called
    onward: tuple[str, str] | None = None  # where to go on: the words, the address

    def __init__(
        self, message: str | Saying | None = None, *, quotes: bool = False
    ) -> None:
        """`quotes` when the sentence holds what somebody wrote."""
        said = message or self.message
        self.saying = said if isinstance(said, Saying) else Saying(said)
        super().__init__(self.saying)
        self.quotes = quotes


class InvalidError(CoCreateError):
    """What was sent cannot be taken; `fields` says what is wrong with which."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = translatable("Some of this needs another look.")

    def __init__(self, fields: Mapping[str, str], message: str | None = None) -> None:
        super().__init__(message or " ".join(fields.values()) or None)
        self.fields = dict(fields)


class MalformedError(CoCreateError):
    status = HTTPStatus.BAD_REQUEST
    message = translatable("We could not read what was sent.")


class SignInFirstError(CoCreateError):
    status = HTTPStatus.UNAUTHORIZED
    message = translatable("Sign in first; then this opens.")


class ForbiddenError(CoCreateError):
    status = HTTPStatus.FORBIDDEN
    message = translatable("You may not do that.")


class NotFoundError(CoCreateError):
    status = HTTPStatus.NOT_FOUND
    message = translatable("There is nothing here, or it is not yours to see.")


class ConflictError(CoCreateError):
    status = HTTPStatus.CONFLICT
    message = translatable("Someone got there first.")


class GoneError(CoCreateError):
    status = HTTPStatus.GONE
    message = translatable("This was here once, and has ended.")


class TooLargeError(CoCreateError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = translatable("This is larger than we can take.")


class TooManyError(CoCreateError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = translatable("That was a lot at once. Wait a moment and try again.")

    def __init__(
        self, message: str | Saying | None = None, *, retry_after: int = 60
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
