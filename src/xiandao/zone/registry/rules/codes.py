"""Numbers that belong to one thing: how each is written, and the check digit of the credit code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import mul
from typing import Final

from xiandao.kernel.refusals import Refusal

# GB 32100-2015: 31 characters (no I, O, S, V, Z), weights 3^i mod 31, and a check character modulo 31.
CHARACTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PLACE: Final = {character: place for place, character in enumerate(CHARACTERS)}
WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


class CodeRefused(Refusal):
    """A number is not what it says it is."""


def credit_code(written: str) -> str:
    """A unified social credit code in capitals. The refusal names the expected check character."""
    code = _bare(written).upper()
    if len(code) != 18:
        raise CodeRefused(
            "The credit code {code} has {length} characters; a code has 18.", code=code, length=len(code)
        )
    strange = next((character for character in code if character not in CHARACTERS), "")
    if strange:
        raise CodeRefused(
            "The credit code {code} has “{strange}”, which no code has.", code=code, strange=strange
        )
    expected = check_character(code[:17])
    if code[17] != expected:
        raise CodeRefused(
            "The credit code {code} ends in {found}; it should end in {expected}. A character is wrong.",
            code=code,
            found=code[17],
            expected=expected,
        )
    return code


@lru_cache(maxsize=8192)  # a row is checked before its import and in it
def check_character(seventeen: str) -> str:
    """The last character of a credit code that begins so."""
    told = sum(map(mul, WEIGHTS, map(PLACE.__getitem__, seventeen)))
    return CHARACTERS[-told % 31]


def doi(written: str) -> str:
    """A DOI in small letters, without the address before it."""
    found = DOI.search(unicodedata.normalize("NFKC", written).strip().lower())
    if found is None:
        raise CodeRefused("“{written}” is no DOI; one begins with 10. and has a slash.", written=written[:60])
    return found.group().rstrip(".,;")


def orcid(written: str) -> str:
    """An ORCID with its check digit (ISO 7064, modulo 11-2)."""
    found = ORCID.search(_bare(written).upper())
    if found is None:
        raise CodeRefused(
            "“{written}” is no ORCID; one has the form 0000-0000-0000-0000.", written=written[:60]
        )
    digits = found.group().replace("-", "")
    told = 0
    for digit in digits[:15]:
        told = (told + int(digit)) * 2
    expected = "0123456789X"[(12 - told % 11) % 11]
    if digits[15] != expected:
        raise CodeRefused(
            "The ORCID {orcid} ends in {found}; its check digit is {expected}.",
            orcid=found.group(),
            found=digits[15],
            expected=expected,
        )
    return found.group()


def application_number(written: str) -> str:
    """A patent's number without the office's spaces and dots: ZL 2023 1 0123456.7 is CN202310123456.7's."""
    bare = _bare(written).upper().removeprefix("ZL").removeprefix("CN")
    if not bare:
        raise CodeRefused("“{written}” is no number.", written=written[:60])
    return re.sub(r"^(\d{12})\.?([\dX])$", r"\1.\2", bare)


def plain_number(written: str) -> str:
    """Any other number: width, case and spaces do not matter."""
    bare = _bare(written).upper()
    if not bare:
        raise CodeRefused("“{written}” is no number.", written=written[:60])
    return bare


def _bare(written: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))


SCHEMES: Final[Mapping[str, Callable[[str], str]]] = {
    "uscc": credit_code,
    "doi": doi,
    "orcid": orcid,
    "application": application_number,
    "publication": plain_number,
    "contract": plain_number,
    "grant": plain_number,
}
