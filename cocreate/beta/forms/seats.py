"""What somebody fills in who wants to test."""

from cocreate.beta.drafts import Application
from cocreate.beta.forms.fields import key
from cocreate.kernel.forms import ProductForm, line, prose

ACCEPT = "Read the terms and accept them; then you can take part."


class ApplicationForm(ProductForm):
    """Who wants to test: on what, why, and under which terms."""

    device = line("Device", least=2, most=120, needed="Say what you would test it on.")
    why = prose("Why", least=0, most=1_000)
    terms_version = key("Terms", ACCEPT)

    def draft(self) -> Application:
        return Application(
            device=self.device.data,
            why=self.why.data,
            terms_version=self.terms_version.data,
        )


class TermsForm(ProductForm):
    terms_version = key("Terms", ACCEPT)
