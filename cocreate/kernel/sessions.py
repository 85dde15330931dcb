"""Flask's signed session cookies, by one serializer for all requests.

Making the serializer costs more than reading a cookie with it.
"""

from functools import lru_cache

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class Sessions(SecureCookieSessionInterface):
    @lru_cache(maxsize=8)  # noqa: B019 - an interface lives as long as its application
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(app)
