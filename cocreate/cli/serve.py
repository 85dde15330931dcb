"""Serve the pages until interrupted."""

import os
import socket

import click
from flask import Flask

from cocreate.cli.application import application, refuse_unready
from cocreate.cli.serving import Server
from cocreate.config import Settings, current
from cocreate.kernel import running
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import first_code


@click.command()
@click.option("--with-worker", is_flag=True, help="Run the worker beside the pages.")
@click.option("--host", help="Instead of COCREATE_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of COCREATE_PORT.")
def serve(*, with_worker: bool, host: str | None, port: int | None) -> None:
    """Serve the pages until interrupted."""
    app = application()
    refuse_unready(app)
    settings = current()
    running.share_for_good(settings)
    address = free_address(host or settings.host, port or settings.port)
    tell_first_code(app, settings)
    Server(app, settings, address, with_worker=with_worker).run()


def free_address(host: str, port: int) -> str:
    """The address as gunicorn reads it, once it is sure that it can be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as refused:
        raise click.ClickException(
            f"{host}, port {port}, cannot be had: {reason_of(refused)}. "
            "Choose another with --port or COCREATE_PORT."
        ) from None
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def reason_of(refused: OSError) -> str:
    """The system's words, without Python's; a name that is unknown has its own."""
    number = refused.errno or 0
    return os.strerror(number) if number > 0 else str(refused.strerror)


def tell_first_code(app: Flask, settings: Settings) -> None:
    """While nobody runs the site, print what makes its first administrator."""
    with app.app_context(), transaction():
        code = first_code()
    if code:
        page = f"{settings.site_url}/first-administrator"
        click.echo(f"\n  Nobody runs this site yet. Open {page}\n  Code: {code}")
