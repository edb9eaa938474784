"""`xiandao licences`: every dependency with its licence, and what the direct ones are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata

import click
from rich.console import Console
from rich.table import Table

FOR = {
    "django": "the platform: models, migrations, templates, forms",
    "django-ninja": "the JSON API and its OpenAPI page",
    "django-htmx": "partial page updates; brings htmx itself",
    "django-allauth": "sign-in, password rules, rate limits, TOTP",
    "django-csp": "content security policy headers",
    "whitenoise": "serves static files without a second server",
    "waitress": "the WSGI server behind xiandao serve",
    "dj-database-url": "DATABASE_URL chooses SQLite or PostgreSQL",
    "psycopg": "PostgreSQL driver",
    "django-tasks": "the tasks API of Django 6, for background runs",
    "django-tasks-db": "keeps the queue of runs in our own database",
    "python-docx": "reads and writes Word files",
    "openpyxl": "reads and writes Excel files",
    "pypdf": "text of PDF files",
    "lxml": "HTML and Word XML",
    "defusedxml": "refuses XML entity tricks",
    "pyyaml": "bundled plans and YAML output",
    "vl-convert-python": "charts as SVG and PNG, and the page's chart bundle",
    "zhplot": "carries Noto Sans SC (OFL) for charts",
    "rapidfuzz": "how alike two names or titles are",
    "numpy": "scores of many pairs, draws of a forecast",
    "scipy": "distributions and special functions of a forecast",
    "pypinyin": "how a Chinese name sounds, to find homophones",
    "opencc-python-reimplemented": "traditional to simplified characters",
    "cryptography": "SM3, where the ledger is sealed with it",
    "biopython": "sequence formats, restriction enzymes, melting temperatures",
    "numba": "compiled loops: off-target search, folding, dynamic programs",
    "viennarna": "folding energies of RNA",
    "mappy": "maps reads onto constructs (minimap2)",
    "edlib": "exact alignment of a read and a construct",
    "pyhmmer": "protein families of hazards, in the biosecurity gate",
    "python-codon-tables": "codon usage of hosts",
    "dnachisel": "global constraints of a gene, beside our exact program",
    "ipdassembly": "published ligation fidelities of overhangs",
    "sbol3": "SBOL3 in and out",
    "segno": "QR codes on labels of samples",
    "cobra": "genome-scale models of chassis (extra: metabolism); its solver chain is under the GPL",
    "pint": "units at the edges",
    "ortools": "schedules of the pilot plant (CP-SAT)",
    "scikit-learn": "Gaussian processes of experiments",
    "joblib": "fans heavy work out over processes, or over a Dask cluster",
    "dask": "a cluster to fan work out over (extra: cluster)",
    "distributed": "the scheduler and workers of that cluster (extra: cluster)",
    "chemicals": "heats, vapour pressures and densities of the substances of a plant",
    "thermo": "vapour-liquid equilibria, for columns and evaporators",
    "bibtexparser": "papers from BibTeX",
    "rispy": "papers from RIS",
    "babel": "compiles the translation catalogues",
    "click": "the command line",
    "rich": "readable tables in the terminal",
}


@click.command()
def licences() -> None:
    """List every dependency with its licence and what it is for."""
    table = Table(title="xiandao", title_justify="left")
    for heading in ("package", "version", "licence", "for"):
        table.add_column(heading)
    names = sorted(_reached("xiandao"))
    for name in names:
        dist = metadata.distribution(name)
        table.add_row(name, dist.version, licence_of(dist), FOR.get(name, ""))
    Console(width=150).print(table)


def licence_of(dist: metadata.Distribution) -> str:
    """The licence a package declares, in its shortest honest form."""
    said = _said(dist, "License-Expression")
    classifiers = [
        value.split(" :: ")[-1]
        for value in dist.metadata.get_all("Classifier", [])
        if value.startswith("License :: ")
    ]
    free_text = _said(dist, "License").splitlines()
    return said or ", ".join(classifiers) or (free_text[0][:60] if free_text else "not declared")


def _said(dist: metadata.Distribution, field: str) -> str:
    return str(dist.metadata[field]).strip() if field in dist.metadata else ""


def direct_dependencies() -> Iterator[str]:
    """The names that pyproject.toml asks for."""
    for requirement in metadata.requires("xiandao") or []:
        yield _name_of(requirement)


def _reached(root: str) -> set[str]:
    """Everything installed that `root` needs, directly or not."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        try:
            dist = metadata.distribution(waiting.pop())
        except metadata.PackageNotFoundError:
            continue  # asked for on other systems only
        for requirement in dist.requires or []:
            name = _name_of(requirement)
            if "extra ==" in requirement or name in found:
                continue
            try:
                metadata.distribution(name)
            except metadata.PackageNotFoundError:
                continue
            found.add(name)
            waiting.append(name)
    return found


def _name_of(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None  # noqa: S101  every requirement begins with a name
    return match.group().lower().replace("_", "-")
