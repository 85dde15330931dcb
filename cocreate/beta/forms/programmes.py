"""What the team fills in about a programme and its testers."""

from cocreate.beta.drafts import ProgrammeDraft
from cocreate.beta.forms.fields import key, number
from cocreate.kernel.forms import ProductForm, line, prose

MOST_SEATS = 1_000_000


class ProgrammeForm(ProductForm):
    """What the beta is, its seats and its terms."""

    name = line("Name", least=3, most=80, needed="Give the beta a name.")
    about = prose("What it is", least=0, most=10_000)
    seats = number("Seats", least=1, most=MOST_SEATS)
    terms = prose("Terms", least=20, most=20_000, needed="Say what testers agree to.")

    def draft(self) -> ProgrammeDraft:
        return ProgrammeDraft(
            name=self.name.data,
            about=self.about.data,
            seats=self.seats.data,
            terms=self.terms.data,
        )


class CohortForm(ProductForm):
    name = line("Name", least=2, most=60, needed="Give the cohort a name.")


class MoveForm(ProductForm):
    cohort_id = key("Cohort", "Choose a cohort.")


class InvitationForm(ProductForm):
    email = line("E-mail", least=3, most=254, needed="Whom do you invite?")
