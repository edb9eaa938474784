"""From reads to a verdict on a construct: pass, fail or look, with the evidence."""

from __future__ import annotations

from xiandao.foundry.verification.judging import Finding, Kind, Result, Verdict, verify
from xiandao.foundry.verification.piling import VerificationRefused
from xiandao.foundry.verification.simulating import ILLUMINA, NANOPORE, Technology, simulated_reads

__all__ = [
    "ILLUMINA",
    "NANOPORE",
    "Finding",
    "Kind",
    "Result",
    "Technology",
    "Verdict",
    "VerificationRefused",
    "simulated_reads",
    "verify",
]
