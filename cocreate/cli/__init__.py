"""The `cocreate` command: what an operator does from the shell."""

from importlib import import_module

import click

from cocreate import __version__

COMMANDS = {
    "start": "start:start",
    "serve": "serve:serve",
    "worker": "work:work",
    "migrate": "migrating:migrate",
    "new-settings": "settings:new_settings",
    "create-admin": "accounts:create_admin",
    "create-user": "accounts:create_user",
    "reset-second-step": "people:reset_second_step",
    "export-person": "people:export_person",
    "forget": "people:forget",
    "demo": "demo.command:demo",
    "import": "importing.command:import_group",
    "export": "exporting.command:export_command",
    "backup": "backup.command:backup",
    "verify-backup": "backup.verifying:verify_backup",
    "restore": "restore.command:restore",
    "take-bounce": "bouncing:take_bounce",
    "build": "pushing:build",
    "verify-build": "verify_build:verify_build",
    "verify-credit": "verify_credit:verify_credit",
    "verify-draw": "verify_draw:verify_draw",
    "export-log": "exporting_log:export_log",
    "verify-log": "verify_log:verify_log",
    "rules": "ruling:rules",
    "find-duplicates": "finding:find_duplicates",
    "trust": "trusting:trust",
    "rebuild-search": "rebuild_search:rebuild_search",
    "doctor": "doctor.command:doctor",
    "routes": "routes:routes",
}


class LateGroup(click.Group):
    """Commands in the order of their list, each loaded when it is asked for."""

    def list_commands(self, _: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, command = COMMANDS[name].split(":")
        found: click.Command = getattr(import_module(f"{__name__}.{module}"), command)
        return found


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cocreate() -> None:
    """Build the right product together with the people it is for."""
