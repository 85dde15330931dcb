"""Passkeys (WebAuthn, level 2): what a device is asked, and whether it answered well.

A device signs with its own user's finger, face or code, so a passkey is two steps at
once; and it signs for this site's name alone, so no other site can ask for it.
"""

import json
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cocreate.config import current
from cocreate.kernel.ids import PersonId
from cocreate.people.passkey_host import host

LONGEST = 20_000
REQUIRED = UserVerificationRequirement.REQUIRED
ODD = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


class BadAnswerError(ValueError):
    """What a device answered proves nothing."""


@dataclass(frozen=True, slots=True)
class NewKey:
    credential: str
    public_key: str
    uses: int


def asked_to_make(
    person_id: PersonId, *, email: str, challenge: bytes, known: list[str]
) -> str:
    """What a browser is asked, as JSON, to make a passkey for somebody."""
    options = generate_registration_options(
        rp_id=host(),
        rp_name=current().site_name,
        user_id=str(int(person_id)).encode(),
        user_name=email,
        challenge=challenge,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
    )
    return options_to_json(options)


def asked_to_sign(challenge: bytes) -> str:
    """What a browser is asked to sign in; it says itself whose passkey it has."""
    options = generate_authentication_options(
        rp_id=host(), challenge=challenge, user_verification=REQUIRED
    )
    return options_to_json(options)


def challenge_in(answer: str) -> bytes:
    """What the device says that it was asked."""
    try:
        said = json.loads(answer[:LONGEST])["response"]["clientDataJSON"]
        return parse_client_data_json(base64url_to_bytes(said)).challenge
    except (*ODD, RecursionError) as failure:
        raise BadAnswerError from failure


def key_made(answer: str, challenge: bytes) -> NewKey:
    try:
        made = verify_registration_response(
            credential=parse_registration_credential_json(answer),
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=current().site_url,
            require_user_verification=True,
        )
    except ODD as failure:
        raise BadAnswerError from failure
    return NewKey(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def credential_in(answer: str) -> str:
    try:
        return bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
    except ODD as failure:
        raise BadAnswerError from failure


def uses_after(answer: str, challenge: bytes, *, public_key: str, uses: int) -> int:
    """How often the device says that it has signed, once it has proven itself."""
    try:
        proven = verify_authentication_response(
            credential=parse_authentication_credential_json(answer),
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=current().site_url,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except ODD as failure:
        raise BadAnswerError from failure
    return proven.new_sign_count
