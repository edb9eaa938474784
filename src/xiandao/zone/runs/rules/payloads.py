"""Inputs and results are plain JSON, of one spelling, so that two of them can be compared by their hash."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Final

from xiandao.kernel.refusals import Refusal

LARGEST_BYTES: Final = 20 * 1024 * 1024  # of inputs, of a step and of a result; more is kept as a file
NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it; PostgreSQL keeps none


class PayloadRefused(Refusal):
    """Inputs or a result that cannot be kept as JSON."""


def frozen(payload: Any, what: str) -> tuple[Any, str]:
    """The payload as JSON gives it back, and the SHA-256 of its one spelling."""
    try:
        text = json.dumps(payload, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        spelled = text.encode()  # half of a character cannot be spelled
    except (TypeError, ValueError, RecursionError) as broken:
        raise PayloadRefused(
            "The {what} cannot be kept as JSON: {why}.", what=what, why=str(broken)
        ) from broken
    if NUL.search(text):
        raise PayloadRefused("The {what} hold the character NUL, which no text has.", what=what)
    if len(spelled) > LARGEST_BYTES:
        raise PayloadRefused(
            "The {what} would take {size} MB; at most {most} MB are kept. Keep the bulk as a file.",
            what=what,
            size=round(len(spelled) / 1024 / 1024, 1),
            most=LARGEST_BYTES // 1024 // 1024,
        )
    return json.loads(text), hashlib.sha256(spelled).hexdigest()


def storable(value: Any) -> Any:
    """A value of a sentence as every database keeps it: no NUL, no half of a character."""
    if isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    if not isinstance(value, str):
        return value
    return value.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
