"""Each rule holds, and each is seen to fail when it is broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house_rules import RULES
from tests.architecture.rules import Rule

EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=[*RULES])


def files_of(rule: Rule, root: Path) -> Iterator[Path]:
    for pattern in rule.files:
        for path in sorted(root.glob(pattern)):
            here = str(path.relative_to(root))
            if "vendor" not in path.parts and not here.startswith(rule.but):
                yield path


def faults_of(rule: Rule, root: Path) -> list[str]:
    return [
        f"{path}: {fault}"
        for path in files_of(rule, root)
        for fault in rule.check(path)
    ]


@EVERY_RULE
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    faults = faults_of(rule, Path())
    assert not faults, "\n".join(faults)


@EVERY_RULE
def test_a_breach_of_the_rule_is_seen(rule: Rule, tmp_path: Path) -> None:
    file, text = rule.broken_by
    broken = tmp_path / file
    broken.parent.mkdir(parents=True)
    broken.write_text(text)
    assert len(faults_of(rule, tmp_path)) == 1
