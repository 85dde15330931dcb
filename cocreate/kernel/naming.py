"""What every page says of the site, and how it shows the hour."""

from typing import NamedTuple

from flask import Flask

from cocreate.config import Settings
from cocreate.kernel.clock import local


class Site(NamedTuple):
    """What every page says of the site. Hashable, so that its parts can be kept."""

    name: str
    tagline: str
    url: str
    logo_url: str | None = None
    terms_url: str = ""


def set_up(app: Flask, settings: Settings) -> None:
    site = Site(
        settings.site_name,
        settings.site_tagline,
        settings.site_url,
        terms_url=settings.terms_url,
    )
    app.context_processor(lambda: {"site": site})
    app.jinja_env.filters["local"] = local
