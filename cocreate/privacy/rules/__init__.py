"""All that is kept of people: the one list that the page, the job and a test read."""

from cocreate.privacy.rule import Rule
from cocreate.privacy.rules.clock import CLOCK
from cocreate.privacy.rules.leaving import LEAVING
from cocreate.privacy.rules.staying import STAYING

RULES: tuple[Rule, ...] = (*CLOCK, *LEAVING, *STAYING)

__all__ = ["RULES"]
