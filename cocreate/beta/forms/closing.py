"""What the team fills in when a programme ends."""

from cocreate.beta.drafts import CloseOutDraft
from cocreate.kernel.forms import ProductForm, prose


class CloseOutForm(ProductForm):
    """What was learnt, and the thanks."""

    summary = prose(
        "What we learnt", least=20, most=20_000, needed="Say what you learnt."
    )
    thanks = prose("Thanks", least=4, most=5_000, needed="Thank those who helped.")

    def draft(self) -> CloseOutDraft:
        return CloseOutDraft(summary=self.summary.data, thanks=self.thanks.data)
