"""Every direct dependency says what it is for, and none is under a licence that we cannot use."""

from __future__ import annotations

from importlib import metadata

from click.testing import CliRunner

from xiandao.config.licences import FOR, direct_dependencies, licence_of, licences


def test_every_direct_dependency_says_what_it_is_for() -> None:
    assert set(direct_dependencies()) == set(FOR)


def test_no_direct_dependency_is_under_agpl() -> None:
    found = {name: licence_of(metadata.distribution(name)) for name in FOR}

    assert not {name: said for name, said in found.items() if "AGPL" in said or "Affero" in said}


def test_the_command_lists_them_with_their_licences() -> None:
    printed = CliRunner().invoke(licences).output

    assert "BSD-3-Clause" in printed
    assert "Django" in printed or "django" in printed
