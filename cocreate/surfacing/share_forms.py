"""What the team fills in of the customers there are, and of whom to ask."""

from collections.abc import Mapping, Sequence

from cocreate.kernel.answers import FieldKind, UnreadableError, kept_answer
from cocreate.kernel.forms import ProductForm, Shown, whole_number
from cocreate.kernel.text import tidy_line
from cocreate.surfacing.actions.hear import MOST_AT_ONCE
from cocreate.surfacing.queries import Dimension

SAY = "Write a share from 0 to 100, like 12 or 4.5."
WHOLE = 100


class AskForm(ProductForm):
    """How many of a group are asked to take part."""

    many = whole_number("How many", least=1, most=MOST_AT_ONCE)


def read_shares(
    submitted: Mapping[str, str], dimensions: Sequence[Dimension]
) -> tuple[dict[str, float], Shown]:
    """Shares by the keys of groups; and the form, with what is wrong with which."""
    keys = [group.key for dimension in dimensions for group in dimension.groups]
    typed = {key: tidy_line(submitted.get(key, "")) for key in keys}
    shares: dict[str, float] = {}
    wrong: dict[str, str] = {}
    for key, said in typed.items():
        try:
            if kept := kept_answer(FieldKind.NUMBER, said.removesuffix("%")):
                shares[key] = float(kept)
        except UnreadableError:
            wrong[key] = SAY
            continue
        if not 0 <= shares.get(key, 0) <= WHOLE:
            wrong[key] = SAY
    return shares, Shown(typed, wrong)


def shown_shares(shares: Mapping[str, float]) -> Shown:
    return Shown({key: f"{share:g}" for key, share in shares.items()}, {})
