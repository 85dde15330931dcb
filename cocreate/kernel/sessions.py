"""Flask's signed session cookies, by one serializer for all requests.

Making the serializer costs more than reading a cookie with it, and checking a cookie's
signature again and again tells nothing new: it holds until the secret changes.
"""

from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from cocreate.kernel.clock import now


class Sessions(SecureCookieSessionInterface):
    @lru_cache(maxsize=8)  # noqa: B019 - an interface lives as long as its application
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(app)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return None
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        try:
            said, signed_at = read(serializer, cookie)
        except BadSignature:
            return self.session_class()
        if not app.permanent_session_lifetime >= now() - signed_at:
            return self.session_class()
        return self.session_class(deepcopy(said))


@lru_cache(maxsize=4096)
def read(
    serializer: URLSafeTimedSerializer, cookie: str
) -> tuple[dict[str, Any], datetime]:
    """What a cookie says and when it was signed; a refusal is raised, so never kept."""
    said, signed_at = serializer.loads(cookie, return_timestamp=True)
    return said, signed_at
