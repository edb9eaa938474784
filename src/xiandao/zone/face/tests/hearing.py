"""What a page says to its reader, and which of it is English: names, codes and units may be."""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser
from typing import Final

# written by or for programs
SILENT: Final = frozenset({"script", "style", "template", "code", "pre", "textarea"})
SPOKEN: Final = ("title", "aria-label", "alt", "placeholder", "data-label")
TOKEN: Final = re.compile(r"[A-Za-z0-9_./°%+@=:#-]+")
WORD: Final = re.compile(r"[A-Z]?[a-z]{2,}")  # codes hold digits, dashes, dots or capitals within
# words that a Chinese reader expects in Latin letters: makers, methods, organisms, units, the way to English
LATIN: Final = frozenset(
    {
        *("English", "Word", "Illumina", "Sanger", "Golden", "Gate", "Gibson", "Rule", "Set", "xiandao"),
        *("screening", "coli", "sapiens", "subtilis", "elegans", "melanogaster", "gallus", "musculus"),
        *("domesticus", "cerevisiae", "ori", "gz", "bp", "aa", "kcal", "mol", "kg", "ln", "rpm", "vvm"),
    }
)
CITED: Final = re.compile(r"[A-Z][\w-]+ et al\. \d{4}, [^();]+")


class Page(HTMLParser):
    """Collects what is said in text and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Some attributes are read to people."""
        self._silent += tag in SILENT
        if tag not in SILENT:
            self.said += [value or "" for name, value in attrs if name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        """A silent part ends."""
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._silent:
            self.said.append(data)


def english_in(page: str, known: Collection[str] = ()) -> list[str]:
    """What a page says with English words in it; `known` are those that its data bring."""
    found = []
    for said in Page(page).said:
        words = {token.strip(".:") for token in TOKEN.findall(CITED.sub("", said))}
        if any(WORD.fullmatch(word) and word not in LATIN and word not in known for word in words):
            found.append(" ".join(said.split()))
    return found
