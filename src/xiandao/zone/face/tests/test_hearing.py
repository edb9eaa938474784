"""English is heard on a page wherever a person reads or hears it, and only there."""

from __future__ import annotations

import pytest

from xiandao.zone.face.tests.hearing import english_in


@pytest.mark.parametrize(
    ("page", "heard"),
    [
        ("<p>发酵罐 F1 is closed</p>", ["发酵罐 F1 is closed"]),
        ('<img alt="the plan">', ["the plan"]),
        ("<svg><title>frame shift</title></svg>", ["frame shift"]),
        ("<p>kLa 为 310 1/h，NcoI 与 phaC，E. coli，OD600，m01</p>", []),
        ("<code>not read</code><pre>nor this</pre><p>完</p>", []),
        ('<a href="/lab/wishes/">心愿</a>', []),
    ],
)
def test_english_is_heard(page: str, heard: list[str]) -> None:
    assert english_in(page) == heard


def test_what_the_data_say_is_known() -> None:
    assert english_in("<p>our titre</p>", {"our", "titre"}) == []
