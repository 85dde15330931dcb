"""Thank people when a release is out, and keep the thanks true afterwards."""

from cocreate.beta.events import ReportFiled, ShippedBuildTried
from cocreate.credits import actions
from cocreate.discussion.events import (
    CommentHidden,
    CommentRestored,
    CommentWithdrawn,
)
from cocreate.ideas.events import (
    IdeaHidden,
    IdeaMerged,
    IdeaRestored,
    IdeaUnmerged,
    IdeaWithdrawn,
)
from cocreate.kernel.ids import BuildId, CommentId, IdeaId, PersonId, ReleaseId
from cocreate.people.events import CreditNameChosen, PersonLeft
from cocreate.releases.events import ReleasePublished
from cocreate.releases.queries import (
    releases_citing_comment,
    releases_citing_idea,
    releases_shipping_build,
)


def thank(event: ReleasePublished) -> None:
    """Derive the credits of a release that is out."""
    actions.derive_credits(ReleaseId(event.release_id))


def thank_anew(event: IdeaHidden | IdeaRestored | IdeaWithdrawn | IdeaMerged) -> None:
    """What is hidden earns no thanks; restored, or merged, it does again."""
    for release_id in releases_citing_idea(IdeaId(event.idea_id)):
        actions.derive_credits(release_id)


def thank_apart(event: IdeaUnmerged) -> None:
    """What stands by itself again earns no thanks for what it was folded into."""
    for idea_id in (event.idea_id, event.from_id):
        for release_id in releases_citing_idea(IdeaId(idea_id)):
            actions.derive_credits(release_id)


def thank_anew_for_comment(
    event: CommentHidden | CommentRestored | CommentWithdrawn,
) -> None:
    for release_id in releases_citing_comment(CommentId(event.comment_id)):
        actions.derive_credits(release_id)


def thank_tester(event: ReportFiled | ShippedBuildTried) -> None:
    """Whoever tries what has shipped has helped it, too."""
    for release_id in releases_shipping_build(BuildId(event.build_id)):
        actions.derive_credits(release_id)


def take_back(event: CreditNameChosen | PersonLeft) -> None:
    """What was signed in a name they no longer agree to is taken back at once."""
    actions.withdraw_certificates(PersonId(event.person_id))
