"""What became of every line: brought, known before, or rejected and why."""

import json
from collections import Counter
from pathlib import Path
from typing import TextIO

from cocreate.cli.importing.lines import Line


class Report:
    """Counts what happened; what was rejected is written down, line by line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.brought: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self.noted = 0
        self.file: TextIO | None = None

    def refuse(self, file: str, number: int, reason: str) -> None:
        """Leave a line out, and say why."""
        self.rejected[file] += 1
        self.write(file, number, reason)

    def refuse_line(self, line: Line, reason: str) -> None:
        self.refuse(line.file, line.number, reason)

    def note(self, line: Line, remark: str) -> None:
        """A line that was taken, but not quite as it says."""
        self.noted += 1
        self.write(line.file, line.number, remark)

    def write(self, file: str, number: int, reason: str) -> None:
        if self.file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self.path.open("w", encoding="utf-8")
        entry = {"file": file, "line": number, "reason": reason}
        self.file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Finish the file; one of an earlier run does not stay to mislead."""
        if self.file is None:
            self.path.unlink(missing_ok=True)
        else:
            self.file.close()

    @property
    def lines(self) -> int:
        return (
            self.brought.total()  # each line is one of the three
            + self.known.total()
            + self.rejected.total()
        )
