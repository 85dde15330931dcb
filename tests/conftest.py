"""Read by whoever leads the workers, too, who runs no test: as little as can be."""

import os

import pytest

from tests import exploring

for name in [*os.environ]:
    if name.startswith("COCREATE_") and name != "COCREATE_FORBID_SKIPS":
        del os.environ[name]
for name in ("DATABASE_URL", "REDIS_URL", "STORAGE_URL"):
    os.environ.pop(name, None)
exploring.choose()


def pytest_addoption(parser: pytest.Parser) -> None:
    engines = ("sqlite", "postgres")
    parser.addoption("--on", choices=engines, help="run on this database alone")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Whoever runs tests finds the house there: the settings of tests stand above.

    Here, and not before, a warning of what is imported is an error.
    """
    config = session.config
    leads = getattr(config.option, "dist", "no") != "no"
    if not leads or hasattr(config, "workerinput"):
        config.pluginmanager.import_plugin("tests.house")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how to fail in the same order again."""
    if terminalreporter.stats.get("failed"):
        seed = config.getoption("randomly_seed", None)
        terminalreporter.write_line(
            f"The same order again: -p randomly --randomly-seed={seed}"
        )
