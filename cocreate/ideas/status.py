"""Where an idea stands."""

from enum import StrEnum


class Status(StrEnum):
    NEW = "new"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    BUILDING = "building"
    IN_BETA = "in_beta"
    SHIPPED = "shipped"
    DECLINED = "declined"
    MERGED = "merged"
