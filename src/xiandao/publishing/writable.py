"""What a text must lose before XML can hold it: control characters, and nothing that anybody reads."""

from __future__ import annotations

import re

# XML 1.0 knows no control characters but tab and line ends; a stray one would make the file unreadable.
# Rare and new Chinese characters stay, whatever this Python's tables know of them.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without what an Office file cannot hold, its line ends all alike."""
    return _UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
