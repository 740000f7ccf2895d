"""The commands by name."""

import typer

from tischwechsel.doctor import doctor
from tischwechsel.match import match
from tischwechsel.people import people
from tischwechsel.plan import check, plan
from tischwechsel.rehearse import rehearse
from tischwechsel.serve import serve

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
for command in (serve, plan, people, match, check, rehearse, doctor):
    app.command()(command)


def main() -> None:
    """Run the command line."""
    app()
