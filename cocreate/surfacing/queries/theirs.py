"""A score cut by segment: what an idea would come to by a segment's own people."""

import math

from cocreate.discussion import queries as discussion
from cocreate.kernel.ids import SegmentId
from cocreate.kernel.policy import Actor, require
from cocreate.people import queries as people
from cocreate.people.policy import sees_attributes
from cocreate.surfacing.queries.counterfactual import weight_of
from cocreate.surfacing.queries.scores import FOR_TEAM, Opened
from cocreate.surfacing.scoring import WORTH, Evidence, Worked, worked
from cocreate.votes import queries as votes
from cocreate.votes.trend import trend_of

MOST_READ = 5_000


def worked_for(actor: Actor, opened: Opened, segment_id: SegmentId) -> Worked:
    """The same arithmetic, and of the evidence only what these people gave.

    Who saw an idea is not known by person: of those who did, as large a share is
    supposed to be theirs as of those behind it. Of very many votes the latest count.
    """
    require(sees_attributes(actor), FOR_TEAM)
    evidence = opened.kept.evidence
    voices = votes.voices_behind(opened.idea_id, segment_id, most=MOST_READ)
    speaking = discussion.speaking_of(opened.idea_id, most=MOST_READ)
    others = people.segments_of({*speaking, opened.author_id})
    theirs = {key for key, known in others.items() if segment_id in known}
    theirs |= {voice.voter_id for voice in voices}
    known = people.segments_of(theirs) if opened.weights.of_segments else {}
    said = [voice.importance for voice in voices if voice.importance]
    share = len(theirs) / max(evidence.people, 1)
    own = Evidence(
        people=len(theirs),
        said=len(said),
        worth=math.fsum(WORTH[one] for one in said),
        trend=trend_of(voice.at for voice in voices),
        weighted=math.fsum(
            weight_of(known.get(voice.voter_id, ()), opened.weights) for voice in voices
        ),
        seen=round(evidence.seen * min(share, 1)),
        effort=evidence.effort,
    )
    return worked(own, opened.weights, opened.valued_at)
