"""What may be done to people and their accounts. The only writer of their tables."""

from cocreate.people.actions.arrivals import (
    AddressTakenError,
    Newcomer,
    create_person,
    import_people,
    sign_up,
    sign_up_trusted,
)
from cocreate.people.actions.customers import Customer, known_customer, note_customer
from cocreate.people.actions.first import (
    first_code,
    make_first_administrator,
)
from cocreate.people.actions.leaving import leave
from cocreate.people.actions.links import (
    answer_link,
    ask_for_link,
    sign_in_by_link,
)
from cocreate.people.actions.profiles import (
    Profile,
    bring_consents,
    change_picture,
    edit_profile,
    make_token,
    note_use,
    revoke_token,
    show_votes,
)
from cocreate.people.actions.roles import (
    LastAdministratorError,
    change_role,
    invite,
    invite_again,
)
from cocreate.people.actions.signing_in import (
    TooManyGuessesError,
    answer_reset,
    ask_for_reset,
    change_password,
    come_in,
    end_other_sign_ins,
    end_sign_in,
    forget_what_expired,
    note_attempt,
    note_seen,
    refuse_guessing,
    resend_verification,
    reset_password,
    sign_in,
)
from cocreate.people.actions.standing import (
    count_unread,
    count_unread_of,
    lift_suspension,
    set_unread,
    suspend,
)

__all__ = [
    "AddressTakenError",
    "Customer",
    "LastAdministratorError",
    "Newcomer",
    "Profile",
    "TooManyGuessesError",
    "answer_link",
    "answer_reset",
    "ask_for_link",
    "ask_for_reset",
    "bring_consents",
    "change_password",
    "change_picture",
    "change_role",
    "come_in",
    "count_unread",
    "count_unread_of",
    "create_person",
    "edit_profile",
    "end_other_sign_ins",
    "end_sign_in",
    "first_code",
    "forget_what_expired",
    "import_people",
    "invite",
    "invite_again",
    "known_customer",
    "leave",
    "lift_suspension",
    "make_first_administrator",
    "make_token",
    "note_attempt",
    "note_customer",
    "note_seen",
    "note_use",
    "refuse_guessing",
    "resend_verification",
    "reset_password",
    "revoke_token",
    "set_unread",
    "show_votes",
    "sign_in",
    "sign_in_by_link",
    "sign_up",
    "sign_up_trusted",
    "suspend",
]
