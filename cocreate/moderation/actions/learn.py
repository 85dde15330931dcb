"""Learn anew from the site's verdicts what spam looks like here."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from zlib import compress

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions.watch import rules_changed
from cocreate.moderation.guard import Linking, hosts_in, print_of
from cocreate.moderation.models import SpamModel
from cocreate.moderation.queries import count_verdicts, find_model, taught
from cocreate.moderation.queries.guard import ONLY
from cocreate.moderation.spam.judging import Model

LEAST_SPAM = 20  # verdicts, before the model holds anything by itself
LEAST_OF_HOST = 2  # times that a link was hidden as spam
LEAST_TO_ONE = 3  # so often, for each time that it was kept
MOST_TOLD = 2_000
MOST_LINKED = 100  # hosts on the page of what was learned
MORE = 1.2  # times the verdicts of the line before


def learn_spam() -> int | None:
    """Learn from all verdicts where there are new ones; from how many texts, or none.

    Read and reckoned before anything is written, so that nobody waits for it.
    """
    if not has_more_to_learn():
        return None
    at = now()
    told = taught(at)
    spam = [one.text for one in told if one.is_spam]
    kept = [one.text for one in told if not one.is_spam]
    model = learned(spam, kept)
    with transaction():
        keep_model(model, spam, kept)
    return len(told)


def has_more_to_learn() -> bool:
    """Whether somebody decided since; or judgements grew old enough to teach."""
    verdicts, newest = count_verdicts()
    known = find_model()
    if known is None or newest is None:
        return verdicts > 0
    return newest > known.learned_at


def learned(spam: Sequence[str], kept: Sequence[str]) -> Model | None:
    """The model of these texts; none while there is nothing to tell apart."""
    if not spam or not kept:
        return None
    from cocreate.moderation.spam.learning import learn  # noqa: PLC0415 - numpy: for learners alone

    is_spam = [True] * len(spam) + [False] * len(kept)
    model = learn([*spam, *kept], is_spam)
    return model if len(spam) >= LEAST_SPAM else model._replace(threshold=math.inf)


def keep_model(model: Model | None, spam: Sequence[str], kept: Sequence[str]) -> None:
    known = find_model() or SpamModel(id=ONLY)
    acts = model is not None and math.isfinite(model.threshold)
    known.worth = compress(model.worth.tobytes()) if model else b""
    known.weight = compress(model.weight.tobytes()) if model else b""
    known.offset = model.offset if model else 0.0
    known.threshold = model.threshold if model and acts else None
    known.hosts = "\n".join(
        f"{host} {said.hidden} {said.kept}"
        for host, said in bad_hosts(spam, kept).items()
    )
    known.prints = "\n".join(map(str, bad_prints(spam, kept)))
    known.linked = "\n".join(linked(spam, kept))
    if model and acts:
        known.curve = longer(known.curve, len(spam) + len(kept), model)
    known.spam, known.kept, known.learned_at = len(spam), len(kept), now()
    db.session.add(known)
    rules_changed()


def longer(curve: str | None, verdicts: int, model: Model) -> str:
    """How well it does by how much it learned: a line more where that is a lot more."""
    lines = (curve or "").splitlines()
    last = int(lines[-1].split()[0]) if lines else 0
    if verdicts < last * MORE:
        lines = lines[:-1]
    return "\n".join([*lines, f"{verdicts} {model.caught:.4f} {model.wrong:.4f}"][-20:])


def linked(spam: Iterable[str], kept: Iterable[str]) -> list[str]:
    """The hosts that texts link to: how often they were hidden, how often kept."""
    told = linkings(spam, kept).items()
    hosts = sorted(told, key=lambda one: (-one[1].hidden, -one[1].kept, one[0]))
    return [f"{host} {said.hidden} {said.kept}" for host, said in hosts[:MOST_LINKED]]


def bad_hosts(spam: Iterable[str], kept: Iterable[str]) -> dict[str, Linking]:
    """Hosts that were linked to from spam, more than once, and hardly from else."""
    bad = {
        host: said
        for host, said in sorted(linkings(spam, kept).items())
        if said.hidden >= max(LEAST_OF_HOST, LEAST_TO_ONE * said.kept)
    }
    return dict(islice(bad.items(), MOST_TOLD))


def linkings(spam: Iterable[str], kept: Iterable[str]) -> dict[str, Linking]:
    """How often each host was linked to from what was hidden, and from what was not."""
    hidden, good = (
        Counter(host for text in texts for host in set(hosts_in(text)))
        for texts in (spam, kept)
    )
    return {host: Linking(hidden[host], good[host]) for host in {*hidden, *good}}


def bad_prints(spam: Iterable[str], kept: Iterable[str]) -> list[int]:
    good = set(map(print_of, kept))
    return sorted(set(filter(None, map(print_of, spam))) - good)[:MOST_TOLD]
