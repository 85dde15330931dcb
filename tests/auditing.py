"""What is known against the packages that we stand on: the registries are asked.

`python -m tests.auditing` fails when something is known against what we ship, and says
so when nobody was reached who would know. Of what only developers run it tells.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 90  # seconds, for all that one registry has to say
BRIEFLY = {"UV_HTTP_TIMEOUT": "10", "npm_config_fetch_retries": "0"}
PIP = (
    *("uv", "tool", "run", "--quiet", "pip-audit@2.10.1", "--format", "json"),
    *("--require-hashes", "--disable-pip", "--progress-spinner", "off", "-r"),
)
NPM = ("npm", "audit", "--package-lock-only", "--json")


@dataclass(frozen=True)
class Heard:
    """What a registry said: of how many packages, and what is known against which."""

    packages: int
    against: tuple[str, ...] = ()


def main() -> int:
    """Ask about what is shipped, then about the tools; say what came of it."""
    shipped = [
        told("requirements.txt", ask((*PIP, "requirements.txt"), by_pip)),
        told("static/vendor", ask(NPM, by_npm, at=Path("static/vendor"))),
    ]
    told("package-lock.json, for developers", ask(NPM, by_npm))
    return int(any(heard.against for heard in shipped))


def ask(
    command: Sequence[str], read: Callable[[str], Heard], *, at: Path = Path()
) -> Heard:
    """A client's answer; one that is not here, late or beside itself heard nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - commands of ours
            command,
            cwd=at,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=os.environ | BRIEFLY,
            check=False,
        )
        return read(done.stdout)
    except (OSError, ValueError, LookupError, TypeError, subprocess.TimeoutExpired):
        return Heard(packages=0)


def by_pip(said: str) -> Heard:
    asked = [one for one in json.loads(said)["dependencies"] if "vulns" in one]
    against = [
        f"{one['name']} {one['version']}: {known['id']}"
        for one in asked
        for known in one["vulns"]
    ]
    return Heard(len(asked), tuple(against))


def by_npm(said: str) -> Heard:
    answer = json.loads(said)
    if "vulnerabilities" not in answer:  # an error in its place
        return Heard(packages=0)
    return Heard(
        answer["metadata"]["dependencies"]["total"],
        tuple(
            f"{name} {one['range']}: {one['severity']}"
            for name, one in answer["vulnerabilities"].items()
        ),
    )


def told(what: str, heard: Heard) -> Heard:
    if not heard.packages:
        say(f"{what}: nobody was reached who would know.")
    for one in heard.against:
        say(f"{what}: known against {one}")
    if heard.packages and not heard.against:
        say(f"{what}: nothing is known against {heard.packages} packages.")
    return heard


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
