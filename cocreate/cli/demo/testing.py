"""Tell the beta: its testers, its builds with their files, what was reported."""

import re
from datetime import datetime
from random import Random
from typing import Any

from cocreate.beta.actions import (
    PastBuild,
    PastEnrolment,
    PastReport,
    bring_build,
    bring_enrolments,
    bring_programme,
    bring_reports,
)
from cocreate.beta.drafts import DeviceDraft, ProgrammeDraft
from cocreate.beta.kinds import Outcome, Platform, ReportKind, Severity
from cocreate.beta.packages.reading import read_facts
from cocreate.beta.packages.source import source_of
from cocreate.cli.demo.deciding import shipped_at
from cocreate.cli.demo.outcomes import Build, Enrolment, Programme, Report
from cocreate.cli.demo.packing import App, apk, ipa
from cocreate.cli.demo.world import World, at, moment
from cocreate.kernel import storage
from cocreate.kernel.storage import CHUNK, Stored

KILOBYTE = 1024
LETTER = """\
{file_name}, from the demo of CoCreate.

There is no such bank and no such app: this file is here so that a download is a real
one, with a checksum that fits, a link that expires and a tester it belongs to.
"""
PLATFORMS = {".apk": Platform.ANDROID, ".ipa": Platform.IOS}


def tell_beta(world: World) -> None:
    for programme in world.story.programmes:
        tell_programme(world, programme)
        bring_enrolments(
            world.programmes[programme.key],
            [
                place_of(world, enrolment, programme.terms_version)
                for enrolment in world.story.enrolments
                if enrolment.programme == programme.key
            ],
        )
    for build in world.story.builds:
        tell_build(world, build)
    for programme in world.story.programmes:
        bring_reports(world.programmes[programme.key], reports_of(world, programme))


def tell_programme(world: World, programme: Programme) -> None:
    key, cohorts = bring_programme(
        ProgrammeDraft(
            name=programme.title,
            about=f"{programme.about}\n\n**What you need.** {programme.needs}",
            terms=programme.terms,
            seats=programme.seats,
        ),
        project_id=world.projects[programme.project],
        by_id=world.people[programme.host],
        terms_version=programme.terms_version,
        opened_at=moment(programme.opens_day),
        cohorts=[cohort.name for cohort in programme.cohorts],
    )
    world.programmes[programme.key] = key
    names = [cohort.key for cohort in programme.cohorts]
    world.cohorts.update(zip(names, cohorts, strict=True))


def place_of(world: World, enrolment: Enrolment, terms: int) -> PastEnrolment:
    first, last = enrolment.steps[0], enrolment.steps[-1]
    return PastEnrolment(
        person_id=world.people[enrolment.person],
        cohort_id=world.cohorts[enrolment.cohort] if enrolment.cohort else None,
        place=last.state,
        device=enrolment.device,
        why=enrolment.why,
        tests_on=device_of(enrolment.device),
        terms_version=terms,
        terms_accepted_at=at(first),
        applied_at=at(first),
        placed_at=at(last),
    )


def device_of(words: str) -> DeviceDraft:
    """What it is, as far as somebody's own words for it say so."""
    model, _, rest = words.partition(",")
    version = re.search(r"(?:Android|iOS) (\d+)", words)
    return DeviceDraft(
        platform=Platform.IOS if "iPhone" in words else Platform.ANDROID,
        model=model.strip() if rest else "A phone",
        os_version=version[1] if version else "",
    )


def tell_build(world: World, build: Build) -> None:
    past = PastBuild(
        uploader_id=world.people[build.by],
        version=build.version,
        platform=PLATFORMS[build.file_name[-4:]],
        file_name=build.file_name,
        notes=f"For {build.platform}.\n\n{build.notes}",
        uploaded_at=at(build),
        expires_at=moment(build.expires_day),
        released_at=released_at(world, build),
        cohorts=tuple(world.cohorts[key] for key in build.cohorts),
        decisions=tuple(world.decisions[key] for key in build.decisions),
        facts=read_facts(source_of(archive(build)), build.file_name),
    )
    programme_id = world.programmes[build.programme]
    world.builds[build.key] = bring_build(programme_id, past, keep_file(build))


def released_at(world: World, build: Build) -> datetime | None:
    for release in world.story.releases:
        if build.key in release.builds:
            return shipped_at(release)
    return None


def keep_file(build: Build) -> Stored:
    """A file that can be downloaded, always of the same bytes."""
    content = archive(build)
    pieces = (content[at : at + CHUNK] for at in range(0, len(content), CHUNK))
    return storage.keep(f"builds/demo-{build.key}", pieces, most=len(content))


def archive(build: Build) -> bytes:
    """A package that says of itself what a real one would, and holds no app."""
    padding = Random(build.key).randbytes(build.size_kb * KILOBYTE)  # noqa: S311 - ballast
    letter = LETTER.format(file_name=build.file_name).encode()
    ballast = {"README.txt": letter, "assets/ballast.bin": padding}
    number = ".".join(re.findall(r"[0-9]+", build.version.split("beta")[0]))
    app = App("example.meridian.next", "Meridian", number, at(build).toordinal())
    if build.file_name.endswith(".ipa"):
        return ipa(app._replace(least="16.4"), ballast)
    return apk(app._replace(least="28"), ballast)


def reports_of(world: World, programme: Programme) -> list[PastReport]:
    builds = {one.key for one in world.story.builds if one.programme == programme.key}
    devices = {one.person: one.device for one in world.story.enrolments}
    return [
        PastReport(
            build_id=world.builds[report.build],
            author_id=world.people[report.author],
            kind=report.kind,
            title=report.title,
            body=report.body,
            reported_at=at(report),
            severity=severity_of(report),
            device=devices.get(report.author, ""),
            **judged(report),
        )
        for report in world.story.reports
        if report.build in builds
    ]


def severity_of(report: Report) -> Severity | None:
    """Some problems are in the way of whoever reported them, the others are small."""
    if report.kind is not ReportKind.PROBLEM:
        return None
    return Severity.MINOR if len(report.title) % 3 else Severity.SERIOUS


def judged(report: Report) -> dict[str, Any]:
    """What the team said became of it."""
    if report.answer is None:
        return {}
    is_problem = report.kind is ReportKind.PROBLEM
    return {
        "outcome": Outcome.FIXED if is_problem else Outcome.CONFIRMED,
        "answer": report.answer.text,
        "judged_at": at(report.answer),
    }
