"""Where a decision stands on the roadmap."""

from enum import StrEnum


class Stage(StrEnum):
    PLANNED = "planned"
    BUILDING = "building"
    IN_BETA = "in_beta"
    SHIPPED = "shipped"
