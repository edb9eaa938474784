"""Pages over a full ledger, in a fresh process: p95 and memory.

Whoever adds a page to measure adds a row to PAGES: its name and its address. Each is asked once before it
is measured, as a running server has been.
"""

from __future__ import annotations

import importlib
import json
import resource
import statistics
import time
from typing import Final

RUNS: Final = 20
PAGES: Final[tuple[tuple[str, str], ...]] = (
    ("overview", "/"),
    ("one record", "/registry/organisation/{busiest}/"),
    ("organisations", "/registry/organisation/"),
    ("the ledger", "/evidence/"),
    ("a target", "/plans/baoshan-2023-2025/targets/linked-firms/"),
)


def main() -> None:
    """Ask every page some times as the office and print what it took."""
    importlib.import_module("xiandao.config.wsgi")  # as a server does it
    from django.test import Client

    from bench.ledger.filling import AS_OF, NOW
    from bench.ledger.housing import busiest
    from xiandao.zone.accounts.api import Account, Role, create_account
    from xiandao.zone.plans.api import load_bundled

    load_bundled(name="baoshan-2023-2025", by=None, at=NOW)
    office = Account.objects.filter(username="office").first() or create_account(
        username="office", display_name="Office", role=Role.PLAN_OFFICE, by=None, at=NOW
    )
    client = Client()
    client.force_login(office)
    took: dict[str, float] = {}
    shown = busiest()
    for name, address in PAGES:
        times = []
        for _ in range(1 + RUNS):
            began = time.perf_counter()
            answer = client.get(
                address.format(busiest=shown), {"as_of": AS_OF.isoformat()}, HTTP_HOST="localhost"
            )
            times.append(time.perf_counter() - began)
            if answer.status_code != 200:
                raise AssertionError(f"{name} answered {answer.status_code}")
        took[name] = statistics.quantiles(times[1:], n=20)[-1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages_p95_s": took, "web_memory_mb": memory}))


if __name__ == "__main__":
    main()
