"""`xiandao account …`: accounts from the command line, by whoever has the machine and so the database."""

from __future__ import annotations

import click
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from rich.console import Console
from rich.table import Table

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts import operations, queries
from xiandao.zone.accounts.models import Account, Role
from xiandao.zone.accounts.rules import LINK_LIFETIME
from xiandao.zone.face.api import say


@click.group()
def account() -> None:
    """Make accounts and let their people in."""


@account.command()
@click.argument("name")
@click.option("--role", type=click.Choice(Role.values), required=True, help="What the person is here for.")
@click.option("--display-name", default="", help="The name that people see; NAME where it is left out.")
@click.option("--email", default="", help="Where reminders go.")
def create(name: str, role: str, display_name: str, email: str) -> None:
    """Make the account NAME. It has no password: issue a link next."""
    try:
        made = operations.create_account(
            username=name,
            display_name=display_name or name,
            role=Role(role),
            email=email,
            by=None,
            at=timezone.now(),
        )
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    click.echo(f"{made}\nxiandao account link {made.username}")


@account.command()
@click.argument("name")
@click.option(
    "--address",
    default="http://127.0.0.1:8000",
    envvar="XIANDAO_ADDRESS",
    show_default=True,
    help="Where people reach this server.",
)
@click.option("--forgotten", is_flag=True, help="Take the password away first; its person chooses a new one.")
@click.option("--lost-phone", is_flag=True, help="Take the second factor away first.")
def link(name: str, address: str, forgotten: bool, lost_phone: bool) -> None:
    """Print a link that signs NAME in once."""
    person, now = _named(name), timezone.now()
    try:
        if forgotten:
            operations.take_away_password(account=person, by=None, at=now)
        if lost_phone:
            operations.reset_second_factor(account=person, by=None, at=now)
        secret = operations.issue_sign_in_link(account=person, by=None, at=now)
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    click.echo(f"{address.rstrip('/')}{reverse('accounts:link', args=[secret])}")
    once = gettext("This link is shown only now. It works once, within {minutes} minutes.")
    click.echo(once.format(minutes=int(LINK_LIFETIME.total_seconds() // 60)), err=True)


@account.command("list")
def list_accounts() -> None:
    """List every account with its role."""
    headings = ("Account name", "Name", "Role", "State", "Last signed in")
    table = Table(*(gettext(heading) for heading in headings), box=None)
    for person in queries.people(active=None):
        seen = f"{timezone.localtime(person.last_login):%Y-%m-%d %H:%M}" if person.last_login else "—"
        state = pgettext("account", "active") if person.is_active else pgettext("account", "deactivated")
        table.add_row(person.username, person.display_name, person.get_role_display(), state, seen)
    Console().print(table)


def _named(name: str) -> Account:
    person = queries.account_named(name)
    if person is None:
        missing = gettext("There is no account named {name}. `xiandao account list` shows them.")
        raise click.ClickException(missing.format(name=name))
    return person
