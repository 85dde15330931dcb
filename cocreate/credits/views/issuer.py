"""Who signs certificates and with which key, and which were taken back."""

from flask import Response, jsonify, url_for

from cocreate.config import current
from cocreate.credits import queries
from cocreate.credits.badge import REVOKED_AT
from cocreate.credits.views.blueprint import bp
from cocreate.credits.views.certificates import for_everybody
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.signer import signer_of

PROFILE = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@bp.get("/.well-known/did.json")
@open_to(Audience.ANYONE)
def did_document() -> Response:
    return for_everybody(jsonify(signer_of(current()).document))


@bp.get("/credits/issuer.json")
@open_to(Audience.ANYONE)
def profile() -> Response:
    """The issuer as Open Badges describe one, with the key beside it."""
    signer = signer_of(current())
    keys = signer.document["verificationMethod"]
    said = {"@context": [PROFILE], **signer.profile, "verificationMethod": keys}
    return for_everybody(jsonify(said))


@bp.get(REVOKED_AT)
@open_to(Audience.ANYONE)
def revoked() -> Response:
    """What was taken back; the list says nothing of whose it was, or why."""
    signer = signer_of(current())
    gone = [
        {"id": signer.url + url_for("credits.show", code=code)}
        for code in queries.revoked_codes()
    ]
    said = {"id": signer.url + REVOKED_AT, "issuer": signer.id}
    return for_everybody(jsonify({**said, "revokedCredential": gone}))
