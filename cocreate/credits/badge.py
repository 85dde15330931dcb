"""What a certificate says: an Open Badge 3.0, which is a Verifiable Credential 2.0."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocreate.kernel.signer import Signer, moment

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
REVOKED_AT = "/credits/revoked.json"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where on the site it can be read what somebody gave."""

    path: str
    title: str


def badge_of(  # noqa: PLR0913 - a certificate says all of this
    signer: Signer,
    *,
    code: str,
    person: str,
    release: tuple[int, str],
    given: str,
    evidence: Sequence[Evidence],
    at: datetime,
) -> dict[str, Any]:
    """The certificate without its proof."""
    release_id, title = release
    document: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": f"{signer.url}/credits/{code}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": signer.profile,
        "validFrom": moment(at),
        "name": f"Contributor to {title}",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [named(person)],
            "achievement": {
                "id": f"{signer.url}/releases/{release_id}#contributor",
                "type": ["Achievement"],
                "achievementType": "Award",
                "name": f"Contributor to {title}",
                "description": f"Thanked for {given}.",
                "criteria": {
                    "narrative": "A decision that this release ships cites their own "
                    "words, or they reported on a build that led to it."
                },
            },
        },
        "credentialStatus": {
            "id": f"{signer.url}{REVOKED_AT}",
            "type": "1EdTechRevocationList",
        },
    }
    if evidence:
        document["evidence"] = [proof_of(signer, one) for one in evidence]
    return document


def named(person: str) -> dict[str, Any]:
    """Whom it is for, by name and by nothing else."""
    said = {"type": "IdentityObject", "identityType": "name"}
    return {**said, "hashed": False, "identityHash": person}


def proof_of(signer: Signer, evidence: Evidence) -> dict[str, Any]:
    at = f"{signer.url}{evidence.path}"
    return {"id": at, "type": ["Evidence"], "name": evidence.title}
