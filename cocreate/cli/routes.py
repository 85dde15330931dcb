"""List every route with its methods and its audience."""

import json
from typing import Any

import click
from flask import Flask

from cocreate.cli.application import application
from cocreate.kernel.access import audience_of


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list, for programs.")
def routes(*, as_json: bool) -> None:
    """List every route with its methods and whom it is open to."""
    found = list(every_route(application()))
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for route in found:
        methods = ",".join(route["methods"])
        click.echo(f"{methods:12} {route['rule']:56} {route['audience']}")


def every_route(app: Flask) -> list[dict[str, Any]]:
    """One row a rule and method group, in the order of the addresses."""
    rows = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            audience = audience_of(app, rule.endpoint, method)
            rows.append(
                {
                    "rule": rule.rule,
                    "endpoint": rule.endpoint,
                    "methods": [method],
                    "audience": str(audience) if audience else None,
                    "arguments": sorted(rule.arguments),
                }
            )
    return rows
