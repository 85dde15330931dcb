"""The builds that the watch's testers were given, and what became of each."""

from dataclasses import dataclass

from cocreate.beta.kinds import Platform


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A build of the watch's beta, and what became of it."""

    platform: Platform
    version: str
    day: int
    notes: str
    expires_day: int | None = None
    revoked: tuple[int, str] | None = None
    halted: tuple[int, str] | None = None
    share: int = 100
    scores: tuple[tuple[str, int], ...] = ()
    stopped: str = ""  # what stops those who found it, the first of whom wrote it
    found_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"watch-{self.platform}-{self.version.replace(' ', '-')}"


SHELF = (
    Shelved(
        platform=Platform.ANDROID,
        version="0.1 beta 1",
        day=291,
        expires_day=298,
        notes="The sum, and nothing else. It stops when the next one is here.",
        scores=(("viktor", 4), ("laila", 3), ("omar", 4)),
    ),
    Shelved(
        platform=Platform.IOS,
        version="0.1 beta 1",
        day=291,
        notes="The sum, on the face you have. *Hold it* to hide it from the tram.",
        scores=(("noor", 5), ("mihai", 4)),
    ),
    Shelved(
        platform=Platform.MACOS,
        version="0.1 beta 1",
        day=292,
        notes="**Faces**, to draw what your watch shows. It keeps itself up to date.",
    ),
    Shelved(
        platform=Platform.ANDROID,
        version="0.1 beta 2",
        day=297,
        notes="It rings when something large leaves.",
        revoked=(
            298,
            "It rang at night. Take beta 3; nothing that you set is lost.",
        ),
    ),
    Shelved(
        platform=Platform.MACOS,
        version="0.1 beta 2",
        day=299,
        notes="Faces can be **undone**, as Quirine asked. Two colours more.",
    ),
    Shelved(
        platform=Platform.ANDROID,
        version="0.1 beta 3",
        day=299,
        notes="It rings by day alone. The sum is asked for every quarter of an hour.",
        share=30,
        scores=(
            ("viktor", 2),
            ("kaspar", 1),
            ("laila", 2),
            ("olivier", 3),
            ("omar", 2),
        ),
        stopped="It shows the sum of yesterday",
        found_by=("viktor", "kaspar", "omar"),
    ),
    Shelved(
        platform=Platform.IOS,
        version="0.1 beta 2",
        day=301,
        notes="It rings by day alone.",
        halted=(
            302,
            "It asks for your password at every start. Beta 1 goes on meanwhile.",
        ),
    ),
)
