"""From outside a room only its door may be imported; tests and config's wiring lists excepted."""

from __future__ import annotations

import grimp

WIRING = {"web", "rest", "management"}  # config mounts addresses and commands, nothing else


def _room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["xiandao", "zone"] and len(parts) > 2 else None


def test_rooms_are_entered_by_their_doors() -> None:
    graph = grimp.build_graph("xiandao", cache_dir=None)
    broken = []

    for importer in sorted(graph.modules):
        if "tests" in importer.split(".") or "migrations" in importer.split("."):
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            room = _room_of(imported)
            if room is None or room == _room_of(importer):
                continue
            floor = imported.split(".")[3:4]
            allowed = {"api"} | (WIRING if importer.startswith("xiandao.config") else set())
            if not floor or floor[0] not in allowed:
                broken.append(f"{importer} imports {imported}")

    assert not broken, "\n".join(broken)
