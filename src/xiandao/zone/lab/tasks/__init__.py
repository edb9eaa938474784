"""What the lab computes in the background; the engines are imported only where they run."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from xiandao.zone.lab.tasks.designing import design_gene, design_mrna, keep_computed_design
from xiandao.zone.lab.tasks.editing import find_guides
from xiandao.zone.lab.tasks.planning import plan
from xiandao.zone.lab.tasks.screening import keep_screening, screen_order
from xiandao.zone.lab.tasks.verifying import judge, judge_plate, keep_verdict, keep_verdicts
from xiandao.zone.runs.api import Computation

COMPUTATIONS: Final = (
    Computation("lab.gene", 1, gettext_noop("Genes of proteins"), design_gene, keep_computed_design),
    Computation("lab.mrna", 1, gettext_noop("mRNA of a protein"), design_mrna, keep_computed_design),
    Computation("lab.guides", 1, gettext_noop("Guides and their off-targets"), find_guides),
    Computation("lab.plan", 1, gettext_noop("Assembly plan"), plan),
    Computation("lab.screening", 1, gettext_noop("Screening of an order"), screen_order, keep_screening),
    Computation("lab.verification", 1, gettext_noop("Verification of reads"), judge, keep_verdict),
    Computation("lab.plate", 1, gettext_noop("Verification of a plate"), judge_plate, keep_verdicts),
)
__all__ = ["COMPUTATIONS"]
