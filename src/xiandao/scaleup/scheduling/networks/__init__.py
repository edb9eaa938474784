"""State-task networks: batches that split, merge, are stored within limits and cleaned after."""

from xiandao.scaleup.scheduling.networks.network import (
    Inflow,
    Network,
    NetworkRefused,
    Outflow,
    State,
    Task,
    Unit,
    check_network,
)
from xiandao.scaleup.scheduling.networks.solving import (
    Batch,
    NetworkPlan,
    faults,
    shortest_network,
    solve_network,
)

__all__ = [
    "Batch",
    "Inflow",
    "Network",
    "NetworkPlan",
    "NetworkRefused",
    "Outflow",
    "State",
    "Task",
    "Unit",
    "check_network",
    "faults",
    "shortest_network",
    "solve_network",
]
