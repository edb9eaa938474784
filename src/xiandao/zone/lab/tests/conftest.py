"""A lab with its people, a rival, a registrar, and a harmless hazard database."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from xiandao.foundry.screening.building import build_database
from xiandao.foundry.sequences import Record as Sequence
from xiandao.foundry.sequences.formats import Format, write
from xiandao.foundry.verification import NANOPORE, Technology, simulated_reads
from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.lab.models import Customer, Design, Order, Sample, Sequencing, Wish
from xiandao.zone.lab.operations import bench, designs, ordering, verifying, wishes
from xiandao.zone.lab.rules.vocabulary import ContainerKind, DesignWay, Reads, SampleKind, WishKind
from xiandao.zone.registry import api as registry
from xiandao.zone.registry.api import Kind, Record

NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
DAY = date(2025, 6, 30)
HAZARD = "".join(random.Random("an invented hazard").choices("ACGT", k=600))
PROTEIN = "MTQRIAYVTGGMGGIGTAICQRLAKDGFRVVAGCGPNSPRREKWLEQQKALG"  # the beginning of phaB of C. necator


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test keeps its files and its hazard database apart."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.XIANDAO_HAZARDS = tmp_path / "hazards"
    monkeypatch.setenv("XIANDAO_PROCESSES", "1")


@pytest.fixture
def install(settings: Any, tmp_path: Path) -> Callable[..., None]:
    """Install the harmless database, as an operator would."""

    def installed(*, on_hit: str = "hold", dated: date = date(2025, 6, 1)) -> None:
        source = tmp_path / "source"
        source.mkdir()
        (source / "entries.csv").write_text(
            f"id,name,control_list,kind,on_hit\nH1,an invented hazard,test list,nucleotide,{on_hit}\n"
        )
        (source / "nucleotides.fasta").write_text(f">H1\n{HAZARD}\n")
        build_database(source, settings.XIANDAO_HAZARDS, name="harmless", version="1", dated=dated)

    return installed


def account(name: str, role: Role) -> Account:
    return create_account(username=name, display_name=name, role=role, by=None, at=NOW)


def registered(kind: Kind, owner: Record | None = None, **values: object) -> Record:
    return registry.register(
        kind=kind, values=values, source="test", happened_on=DAY, by=None, owner=owner, at=NOW
    )


@pytest.fixture
def registrar(db: None) -> Account:
    """Keeps the registry, reviews orders."""
    return account("registrar", Role.REGISTRAR)


@pytest.fixture
def firm(db: None) -> Record:
    """Whose lab it is."""
    return registered(Kind.ORGANISATION, name="上海示例合成生物有限公司", sort="firm")


@pytest.fixture
def project(firm: Record) -> Record:
    """What the firm works on."""
    return registered(Kind.PROJECT, owner=firm, name="聚羟基烷酸酯示例项目")


@pytest.fixture
def scientist(firm: Record, registrar: Account) -> Account:
    """Works in the lab."""
    found = account("scientist", Role.MEMBER)
    registry.join_member(account=found, organisation=firm, by=registrar, at=NOW)
    return found


@pytest.fixture
def rival(registrar: Account) -> Account:
    """Works in another lab."""
    other = registered(Kind.ORGANISATION, name="别家生物科技有限公司", sort="firm")
    found = account("rival", Role.MEMBER)
    registry.join_member(account=found, organisation=other, by=registrar, at=NOW)
    return found


@pytest.fixture
def wish(scientist: Account, firm: Record, project: Record) -> Wish:
    """A wish with a protein and a project."""
    return wishes.make_wish(
        organisation=firm,
        title="秘密的酶",
        kind=WishKind.GENE,
        project=project,
        proteins=f">phaB\n{PROTEIN}\n",
        host="e_coli_316407",
        by=scientist,
        at=NOW,
    )


def letters(seed: object, many: int = 900) -> str:
    return "".join(random.Random(str(seed)).choices("ACGT", k=many))


def brought(wish: Wish, by: Account, sequence: str, *, circular: bool = False) -> Design:
    """A design that was brought by hand."""
    return designs.keep_design(
        wish=wish,
        record=Sequence("construct", sequence, circular=circular),
        way=DesignWay.BY_HAND,
        by=by,
        at=NOW,
    )


@pytest.fixture
def design(wish: Wish, scientist: Account) -> Design:
    """A small circle."""
    return brought(wish, scientist, letters("construct"), circular=True)


@pytest.fixture
def customer(firm: Record, scientist: Account, registrar: Account) -> Customer:
    """Who orders, verified."""
    found = ordering.record_customer(
        organisation=firm, name="王研究员", purpose="酶的研究", by=scientist, at=NOW
    )
    ordering.verify_customer(customer=found, how="工作证与合同", by=registrar, at=NOW)
    return found


def reads_of(
    sequence: str,
    *,
    seed: int = 1,
    depth: float = 40,
    name: str = "read",
    technology: Technology = NANOPORE,
) -> bytes:
    """Simulated reads of a circle, as a FASTQ file."""
    circle = Sequence("construct", sequence, circular=True)
    reads = simulated_reads(circle, technology, depth=depth, seed=seed, name=name)
    return write(reads, Format.FASTQ)


def ordered(design: Design, by: Account, customer: Customer | None, reference: str = "XD-1") -> Order:
    """An order of one design."""
    return ordering.make_order(
        wish=design.wish,
        designs=[design],
        template="gene-fragments",
        customer=customer,
        reference=reference,
        by=by,
        at=NOW,
    )


@pytest.fixture
def no_worker(settings: Any) -> None:
    """No run is taken up before the test does so."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def waiting(no_worker: None, design: Design, scientist: Account, customer: Customer) -> Order:
    """An order whose screening no worker has taken up yet."""
    return ordered(design, scientist, customer, "XD-7")


def colony_of(design: Design, by: Account, name: str = "colony 1") -> Sample:
    """A colony of a design, in the lab of its wish."""
    (specimen,) = bench.register_samples(
        organisation=design.wish.organisation,
        name=name,
        kind=SampleKind.PLASMID,
        made_on=DAY,
        design=design,
        by=by,
        at=NOW,
    )
    return specimen


def sequenced(design: Design, by: Account, content: bytes) -> Sequencing:
    """Reads of a colony, held against its design."""
    return verifying.bring_reads(
        specimen=colony_of(design, by),
        design=design,
        technology=Reads.NANOPORE,
        files=[verifying.ReadsFile("reads.fastq", content)],
        read_on=DAY,
        by=by,
        at=NOW,
    )


@pytest.fixture
def clones(design: Design, firm: Record, scientist: Account) -> list[Sample]:
    """Six clones of one design, down the first column of a plate."""
    plate = bench.make_container(
        organisation=firm, name="克隆板", kind=ContainerKind.PLATE_96, stands="", by=scientist, at=NOW
    )
    return bench.register_samples(
        organisation=firm,
        name="clone",
        kind=SampleKind.PLASMID,
        made_on=DAY,
        many=6,
        design=design,
        container=plate,
        by=scientist,
        at=NOW,
    )
