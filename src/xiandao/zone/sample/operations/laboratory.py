"""An invented lab to look at: one wish on its way to evidence, one just begun. All letters are random."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Feature, Place
from xiandao.foundry.sequences import Record as Sequence
from xiandao.foundry.sequences.formats import Format, write
from xiandao.zone.accounts.api import Account, Role, create_account, let_act
from xiandao.zone.audit.api import record as audit
from xiandao.zone.lab import api as lab
from xiandao.zone.registry.api import Kind, Record, register
from xiandao.zone.sample.operations.loading import SOURCE, SampleRefused

SCIENTIST: Final = "sample-scientist"
SAMPLES: Final = 20
MEASURED: Final = (1.9, 2.4, 3.1)  # g/L, invented
HERE: Final = "示例：摇瓶，30 °C，48 h"


@transaction.atomic
def load_sample_lab(*, seed: int, at: datetime) -> Account:
    """Give the last invented organisation a lab, and the account that works in it; needs a sample zone."""
    organisations = Record.objects.filter(kind=Kind.ORGANISATION, sample=True).order_by("-pk")[:2]
    if len(organisations) < 2:
        raise SampleRefused(gettext_noop("A sample lab needs a sample zone; load that first."))
    owner, other = organisations
    scientist = create_account(
        username=SCIENTIST, display_name="示例科研员", role=Role.MEMBER, by=None, at=at
    )
    let_act(account=scientist, party=owner.party, by=None, at=at)
    project = register(
        kind=Kind.PROJECT,
        values={"name": "示例：可降解塑料"},
        source=SOURCE,
        happened_on=timezone.localdate(at),
        owner=owner,
        by=None,
        at=at,
        sample=True,
    )
    wish = lab.make_wish(
        organisation=owner,
        title="示例：聚羟基烷酸酯操纵子",
        kind=lab.WishKind.OPERON,
        project=project,
        host="e_coli_316407",
        purpose="示例数据：序列为随机碱基。",
        by=scientist,
        at=at,
        sample=True,
    )
    design = _designs(wish, random.Random(seed), scientist, at)  # noqa: S311  nothing secret is drawn
    _order(wish, design, scientist, at)
    _bench(wish, design, scientist, at, seed)
    lab.learn(wish=wish, text="示例：30 °C 好于 37 °C；下一步换启动子。", by=scientist, at=at)
    lab.share(wish=wish, organisation=other, by=scientist, at=at)
    lab.make_wish(
        organisation=owner,
        title="示例：报告基因的 mRNA",
        kind=lab.WishKind.MRNA,
        proteins=">reporter\nMSKGEELFTGVVPILVELDGDVNGHKFSVSGEGEGDATYGKLTLK\n",
        host="h_sapiens_9606",
        by=scientist,
        at=at,
        sample=True,
    )
    audit(verb=gettext_noop("loaded a sample lab"), subject=None, by=None, at=at, after={"seed": seed})
    return scientist


def _designs(wish: lab.Wish, chance: random.Random, by: Account, at: datetime) -> lab.Design:
    letters = "".join(chance.choices("ACGT", k=1800))
    changed = f"{letters[:300]}{letters[303:1200]}{letters[1206:]}"
    for text, reason in ((letters, "示例：第一版"), (changed, "示例：去掉两个酶切位点")):
        design = lab.keep_design(
            wish=wish,
            record=Sequence("pPHA", text, circular=True, features=_features(len(text))),
            way=lab.DesignWay.BY_HAND,
            reason=reason,
            by=by,
            at=at,
        )
    lab.predict(design=design, what="PHB 滴度", value=2.1, unit="g/L", low=1.5, high=2.8, by=by, at=at)
    return design


def _features(length: int) -> tuple[Feature, ...]:
    named = (("promoter", 10, 60, "示例启动子"), ("CDS", 80, 680, "phaC"), ("CDS", 700, 1200, "phaA"))
    rest = (("CDS", 1220, 1580, "phaB"), ("rep_origin", 1620, length - 20, "ori"))
    return tuple(
        Feature(kind, (Place(start, end),), (("label", name),)) for kind, start, end, name in (*named, *rest)
    )


def _order(wish: lab.Wish, design: lab.Design, by: Account, at: datetime) -> None:
    customer = lab.record_customer(
        organisation=wish.organisation,
        name=by.display_name,
        purpose="示例：可降解塑料研究",
        by=by,
        at=at,
        sample=True,
    )
    lab.make_order(
        wish=wish,
        designs=[design],
        template="gene-fragments",
        customer=customer,
        reference="示例-001",
        by=by,
        at=at,
    )


def _bench(wish: lab.Wish, design: lab.Design, by: Account, at: datetime, seed: int) -> None:
    """A plate of clones, reads of a sound one and of one with a lost stretch, and what was measured."""
    from xiandao.foundry.verification import NANOPORE, simulated_reads

    day = timezone.localdate(at) - timedelta(days=1)
    plate = lab.make_container(
        organisation=wish.organisation,
        name="示例克隆板",
        kind=lab.ContainerKind.PLATE_96,
        stands="示例冰箱，第 2 层",
        by=by,
        at=at,
        sample=True,
    )
    clones = lab.register_samples(
        organisation=wish.organisation,
        name="示例克隆",
        kind=lab.SampleKind.PLASMID,
        made_on=day,
        many=SAMPLES,
        design=design,
        container=plate,
        by=by,
        at=at,
    )
    sound = str(design.record["sequence"])
    for clone, text in zip(clones, (sound, sound[:800] + sound[1000:]), strict=False):
        reads = simulated_reads(Sequence("clone", text, circular=True), NANOPORE, depth=40, seed=seed)
        lab.bring_reads(
            specimen=clone,
            design=design,
            technology=lab.Reads.NANOPORE,
            files=[lab.ReadsFile(f"sample-{clone.place}.fastq", write(reads, Format.FASTQ))],
            read_on=day,
            by=by,
            at=at,
        )
    for value in MEASURED:
        lab.measure(
            wish=wish,
            design=design,
            what="PHB 滴度",
            value=value,
            unit="g/L",
            condition=HERE,
            measured_on=day,
            source=SOURCE,
            by=by,
            at=at,
        )
