"""The demonstration from a terminal: every step there, figures that agree with each other."""

from __future__ import annotations

import re

from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup


def test_the_demonstration_goes_from_runs_to_risk() -> None:
    page = CliRunner().invoke(scaleup, ["demo", "--draws", "500"]).stdout

    assert "Everything here is invented" in page
    price = float(re.search(r"least selling price ([\d.]+)", page)[1])  # type: ignore[index]
    shares = sum(float(share) for share in re.findall(r"  ([\d.]+) yuan/kg$", page, re.MULTILINE)[:8])
    spread = re.search(r"price (\S+) / (\S+) / (\S+) yuan", page)
    assert spread
    low, middle, high = (float(one) for one in spread.groups())
    assert shares < price
    assert low < middle < high
    assert re.search(r"carbon closes to \de-(09|1\d)", page)
