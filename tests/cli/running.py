"""Run a command of `cocreate` as the shell would."""

from click.testing import CliRunner, Result
from flask import Flask

from cocreate.cli import application, cocreate


def run(app: Flask, *arguments: str, typed: str | None = None) -> Result:
    application.make_with(lambda _: app)
    return CliRunner().invoke(cocreate, arguments, input=typed, catch_exceptions=False)
