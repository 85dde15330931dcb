"""Who may report."""

from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment


def may_report(enrolment: Enrolment | None) -> bool:
    return enrolment is not None and enrolment.place is Place.ACTIVE
