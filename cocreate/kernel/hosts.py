"""By which names the site answers, where it was told its own.

A name that somebody else makes lead here (DNS rebinding), or writes into a request,
would have the site seen under it, and whatever keeps answers on the way keep that.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.sansio.utils import host_is_trusted

from cocreate.config import Settings
from cocreate.kernel.languages import Saying, asked_for, speaking, translatable

OF_THIS_MACHINE = ("localhost", "127.0.0.1")  # they lead nobody elsewhere
FOR_MACHINES = "health"  # probes and Prometheus ask by number
STRANGE = translatable(
    "This site does not answer at this address: it is at %(site)s. Whoever looks after "
    "it lets it answer at others with COCREATE_TRUSTED_HOSTS."
)


def set_up(app: Flask, settings: Settings) -> None:
    """Refuse whoever asks for another site, before anything else is done for them."""
    answered = answered_at(settings)

    @app.before_request
    def refuse_strange_hosts() -> Response | None:
        machines = request.blueprint == FOR_MACHINES
        if not answered or machines or host_is_trusted(request.host.lower(), answered):
            return None
        with speaking(asked_for()):
            said = str(Saying(STRANGE, {"site": settings.site_url}))
        return Response(f"{said}\n", status=400, mimetype="text/plain")


def answered_at(settings: Settings) -> frozenset[str]:
    """The names that are answered; none: any, for the site was told none."""
    listed = {one.strip() for one in settings.trusted_hosts.lower().split(",")} - {""}
    if not settings.is_named and not listed:
        return frozenset()
    own = urlsplit(settings.site_url.lower()).netloc
    return frozenset({own, *OF_THIS_MACHINE, *listed})
