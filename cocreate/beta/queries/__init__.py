"""Questions about the beta: programmes, testers, builds, downloads, reports."""

from cocreate.beta.queries.builds import (
    BuildTitle,
    Refusal,
    build_titles,
    builds,
    builds_for_decision,
    cohort_ids_of,
    decision_ids_of,
    find_build,
    get_build,
    given_builds,
    may_download,
    refusal_of,
    visible_to,
)
from cocreate.beta.queries.downloads import (
    BuildFile,
    attempts,
    count_fetchers,
    fetched,
    file_of,
)
from cocreate.beta.queries.enrolments import (
    companions,
    count_cohorts,
    count_places,
    enrolments_of,
    find_enrolment,
    get_enrolment,
    miscounted,
    queue_place,
    tester_ids,
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
