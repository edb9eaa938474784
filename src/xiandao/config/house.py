"""`xiandao start|serve|migrate|backup|restore`: the installation as a whole."""

from __future__ import annotations

import socket
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone

from xiandao.config import backups
from xiandao.config.translations import compile_all
from xiandao.config.workers import wanted_workers, workers_beside
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import account_named, ensure_first_administrator, issue_sign_in_link
from xiandao.zone.face.api import is_loopback
from xiandao.zone.plans.api import load_bundled
from xiandao.zone.plans.management import print_standing
from xiandao.zone.registry.api import Record
from xiandao.zone.sample.api import load_sample, load_sample_costs, load_sample_lab

BUNDLED = "baoshan-2023-2025"
THREADS = 8


@click.command()
@click.option("--port", default=8000, envvar="XIANDAO_PORT", show_default=True)
@click.option("--no-serve", is_flag=True, help="Prepare and print, then stop.")
@click.option("--no-sample", is_flag=True, help="Leave an empty registry empty.")
def start(port: int, no_serve: bool, no_sample: bool) -> None:
    """Prepare the database, load the bundled plan, print its standing and a sign-in link, and serve."""
    prepare()
    now = timezone.now()
    scientist = None
    plan = load_bundled(name=BUNDLED, by=None, at=now)
    if not no_sample and not Record.objects.exists():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as child:
            number, name = child.submit(_load_sample, now).result()
        click.echo(f"loaded an invented zone to look at: {number} records, each labelled as a sample")
        scientist = account_named(name)
    print_standing(plan, timezone.localdate(now))
    secret = issue_sign_in_link(account=ensure_first_administrator(at=now), by=None, at=now)
    address = f"http://127.0.0.1:{port}"
    click.echo(f"\nXiandao 先导   {address}\n")
    click.echo("Sign in as the first administrator (works once, for 30 minutes):")
    click.echo(f"  {address}{reverse('accounts:link', args=[secret])}\n")
    if scientist is not None:
        secret = issue_sign_in_link(account=scientist, by=None, at=now)
        click.echo("Or, in another browser, as an invented scientist, to see a lab and what a plant costs:")
        click.echo(f"  {address}{reverse('accounts:link', args=[secret])}\n")
    if not no_serve:
        _listen("127.0.0.1", port)


def _load_sample(now: datetime) -> tuple[int, str]:
    """How many records, and the scientist's name; in a process of its own, whose libraries go with it."""
    number = load_sample(size="small", seed=1, by=None, at=now)
    scientist = load_sample_lab(seed=1, at=now)
    load_sample_costs(scientist=scientist, at=now)
    return number, scientist.username


@click.command()
@click.option("--host", default="127.0.0.1", envvar="XIANDAO_HOST", show_default=True)
@click.option("--port", default=8000, envvar="XIANDAO_PORT", show_default=True)
@click.option("--proxy", default="", envvar="XIANDAO_PROXY", help="Believe this proxy's X-Forwarded headers.")
def serve(host: str, port: int, proxy: str) -> None:
    """Serve with the settings in force; prepare the database first with `xiandao migrate`."""
    if settings.LOOPBACK_ONLY and not is_loopback(host):
        raise click.ClickException(
            f"These are development settings; they serve 127.0.0.1 only, not {host}. Set "
            "DJANGO_SETTINGS_MODULE=xiandao.config.settings.production to serve other machines."
        )
    _listen(host, port, proxy)


@click.command()
def migrate() -> None:
    """Bring the database, the translations and the static files up to this version."""
    prepare()
    if not settings.LOOPBACK_ONLY:
        call_command("collectstatic", interactive=False, verbosity=0)
    click.echo("ready")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write the database and every stored file into FILE (.tar.gz)."""
    try:
        written = backups.write(file, at=timezone.now())
    except Refusal as refused:
        raise click.ClickException(refused.sentence) from None
    click.echo(f"{file}: {written.files} files, {written.rows} rows, checked")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace what the database holds now.")
def restore(file: Path, replace: bool) -> None:
    """Bring back the database and the files from a backup, after checking every byte of it."""
    try:
        found = backups.read(file, replace=replace)
    except Refusal as refused:
        raise click.ClickException(refused.sentence) from None
    click.echo(f"{file}: {found.files} files, {found.rows} rows restored and compared")


def prepare() -> None:
    """Migrate where anything is waiting, and compile the catalogues; quick when there is nothing to do."""
    for folder in (settings.VAR, settings.STATIC_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    compile_all()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo("preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _listen(host: str, port: int, proxy: str = "") -> None:
    import waitress

    from xiandao.config.wsgi import application

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise click.ClickException(
                f"{host}:{port} cannot be used: {taken.strerror}. Choose another port with --port."
            ) from None
    trust: dict[str, Any] = {}
    if proxy:
        trust = {
            "trusted_proxy": proxy,
            "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
            "clear_untrusted_proxy_headers": True,
        }
    with workers_beside(wanted_workers()):
        click.echo(f"listening on {host}:{port}; Ctrl-C stops")
        sys.stdout.flush()
        waitress.serve(
            application,
            host=host,
            port=port,
            threads=THREADS,
            max_request_body_size=settings.LARGEST_REQUEST,
            _quiet=True,
            **trust,
        )
