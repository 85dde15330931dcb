"""Questions about the beta: programmes, testers, builds, downloads, reports."""

from cocreate.beta.queries.builds import (
    BuildTitle,
    Refusal,
    build_titles,
    builds,
    builds_for_decision,
    cohort_ids_of,
    decision_ids_of,
    get_build,
    given_builds,
    refusal_of,
    visible_to,
)
from cocreate.beta.queries.downloads import (
    BuildFile,
    attempts,
    count_fetchers,
    file_of,
)
from cocreate.beta.queries.enrolments import (
    companions,
    count_cohorts,
    count_places,
    enrolments_of,
    find_enrolment,
    get_enrolment,
    invitations,
    people_of_cohort,
    people_with_build,
    queue_place,
)
from cocreate.beta.queries.enrolments import listed as testers
from cocreate.beta.queries.programmes import (
    cohorts,
    find_programme,
    get_programme,
    get_programme_of,
    slug_of_programme,
    terms_versions,
)
from cocreate.beta.queries.reports import (
    count_reports,
    get_report,
    own_reports,
    report_counts_for_builds,
)
from cocreate.beta.queries.reports import listed as reports

__all__ = [
    "BuildFile",
    "BuildTitle",
    "Refusal",
    "attempts",
    "build_titles",
    "builds",
    "builds_for_decision",
    "cohort_ids_of",
    "cohorts",
    "companions",
    "count_cohorts",
    "count_fetchers",
    "count_places",
    "count_reports",
    "decision_ids_of",
    "enrolments_of",
    "file_of",
    "find_enrolment",
    "find_programme",
    "get_build",
    "get_enrolment",
    "get_programme",
    "get_programme_of",
    "get_report",
    "given_builds",
    "invitations",
    "own_reports",
    "people_of_cohort",
    "people_with_build",
    "queue_place",
    "refusal_of",
    "report_counts_for_builds",
    "reports",
    "slug_of_programme",
    "terms_versions",
    "testers",
    "visible_to",
]
