"""How often is too often: limits are settings, counted per account or address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address

from cocreate.config import Settings, current
from cocreate.kernel import counting
from cocreate.kernel.clock import now
from cocreate.kernel.errors import TooManyError

V = TypeVar("V", bound=Callable[..., Any])
IMPATIENT = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
READING_TOO = {"search_limit", "api_limit"}
A_MOMENT = 60
_who: list[Callable[[], int]] = []


def account_or_address() -> str:
    """Members are counted by account, wherever they are; others by address."""
    person_id = _who[0]() if _who else 0
    return f"person:{person_id}" if person_id else f"address:{get_remote_address()}"


limiter = Limiter(
    key_func=account_or_address, strategy="fixed-window", headers_enabled=False
)


def set_up(app: Flask, settings: Settings, *, person_id: Callable[[], int]) -> None:
    """Count in one file for all processes, or in Redis for all machines."""
    _who[:] = [person_id]
    on_disk = f"{counting.SCHEME}://{settings.data_dir.resolve() / 'limits.db'}"
    secret = settings.secret_key.get_secret_value()
    app.config.update(
        RATELIMIT_ENABLED=settings.rate_limits_on,
        RATELIMIT_STORAGE_URI=settings.redis_url or on_disk,
        RATELIMIT_STORAGE_OPTIONS=(
            IMPATIENT if settings.redis_url else {"secret": secret}
        ),
        # While Redis is away each process counts for itself, and nobody is refused.
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
    )
    limiter.init_app(app)


def are_on() -> bool:
    """Whether this application counts: the limiter is one for all of a process."""
    return bool(current_app.config["RATELIMIT_ENABLED"])


def are_shared() -> bool:
    """Whether all processes count together."""
    if not are_on():
        return True
    storage: Any = limiter.storage
    return not storage.is_apart if hasattr(storage, "is_apart") else storage.check()


def limited(setting: str, *, by_address: bool = False) -> Callable[[V], V]:
    """Limit a view to the rate that the setting of this name says."""
    shared = limiter.shared_limit(
        lambda: getattr(current(), setting),
        scope=setting,
        key_func=get_remote_address if by_address else account_or_address,
        exempt_when=lambda: (
            request.method in {"GET", "HEAD"} and setting not in READING_TOO
        ),
    )

    def decorate(view: V) -> V:
        counted: Any = shared(view)

        @wraps(view)
        def limited_view(*args: Any, **named: Any) -> Any:
            # Asked here, because flask-limiter looks through its limits even when off.
            # It counts all limits of a view at the first of them, and would at each.
            if not are_on() or g.get("is_counted"):
                return view(*args, **named)
            g.is_counted = True
            try:
                return counted(*args, **named)
            except RateLimitExceeded as refusal:
                raise TooManyError(retry_after=seconds_left()) from refusal

        return cast("V", limited_view)

    return decorate


def seconds_left() -> int:
    """How long whoever was refused just now has to wait."""
    limit = limiter.current_limit
    return max(1, limit.reset_at - int(now().timestamp())) if limit else A_MOMENT
