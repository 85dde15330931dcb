"""What a property is tried with: the same examples each time, or new ones and more.

A change is judged by what it changes and not by luck; `make explore` looks further.
"""

from hypothesis import HealthCheck, settings

FURTHER = 20
USUAL = 100


def choose() -> None:
    """Two ways to try; neither is stopped by the pace of the machine."""
    slow = [HealthCheck.too_slow]
    settings.register_profile(
        "judge", derandomize=True, deadline=None, suppress_health_check=slow
    )
    settings.register_profile(
        "explore",
        derandomize=False,
        deadline=None,
        max_examples=USUAL * FURTHER,
        suppress_health_check=slow,
        print_blob=True,
    )
    settings.load_profile("judge")


def examples(usual: int) -> int:
    """So many, or many more where we explore."""
    explores = settings.get_current_profile_name() == "explore"
    return usual * FURTHER if explores else usual
