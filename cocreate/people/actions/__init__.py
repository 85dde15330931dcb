"""What may be done to people and their accounts. The only writer of their tables."""

from cocreate.people.actions.arrivals import (
    AddressTakenError,
    Newcomer,
    create_person,
    import_people,
    sign_up,
    sign_up_trusted,
)
from cocreate.people.actions.signing_in import (
    TooManyGuessesError,
    accept_invitation,
    ask_for_reset,
    change_password,
    end_other_sign_ins,
    end_sign_in,
    note_attempt,
    note_seen,
    refuse_guessing,
    resend_verification,
    reset_password,
    sign_in,
    verify_address,
)

__all__ = [
    "AddressTakenError",
    "Newcomer",
    "TooManyGuessesError",
    "accept_invitation",
    "ask_for_reset",
    "change_password",
    "create_person",
    "end_other_sign_ins",
    "end_sign_in",
    "import_people",
    "note_attempt",
    "note_seen",
    "refuse_guessing",
    "resend_verification",
    "reset_password",
    "sign_in",
    "sign_up",
    "sign_up_trusted",
    "verify_address",
]
