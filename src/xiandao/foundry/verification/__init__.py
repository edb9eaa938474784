"""From reads to a verdict on a construct: pass, fail or look, with the evidence."""

from __future__ import annotations

from xiandao.foundry.verification.drawing import drawing
from xiandao.foundry.verification.findings import Finding, Kind, Result, Verdict
from xiandao.foundry.verification.judging import verify
from xiandao.foundry.verification.mates import file_pairs, look_paired, mated, paired
from xiandao.foundry.verification.piling import VerificationRefused
from xiandao.foundry.verification.plates import Plate, Well, WellWish, read_sheet, reads_of, verify_plate
from xiandao.foundry.verification.reporting import write_plate
from xiandao.foundry.verification.simulating import simulated_reads
from xiandao.foundry.verification.technologies import (
    ILLUMINA,
    ILLUMINA_PAIRED,
    NANOPORE,
    SANGER,
    TECHNOLOGIES,
    Technology,
)
from xiandao.foundry.verification.tracing import read_trace, trace_in, trimmed

__all__ = [
    "ILLUMINA",
    "ILLUMINA_PAIRED",
    "NANOPORE",
    "SANGER",
    "TECHNOLOGIES",
    "Finding",
    "Kind",
    "Plate",
    "Result",
    "Technology",
    "Verdict",
    "VerificationRefused",
    "Well",
    "WellWish",
    "drawing",
    "file_pairs",
    "look_paired",
    "mated",
    "paired",
    "read_sheet",
    "read_trace",
    "reads_of",
    "simulated_reads",
    "trace_in",
    "trimmed",
    "verify",
    "verify_plate",
    "write_plate",
]
