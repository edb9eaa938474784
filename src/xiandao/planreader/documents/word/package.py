"""A Word file's parts, each parsed without entities, network or unbounded size."""

from __future__ import annotations

import posixpath
import zipfile

from lxml import etree

from xiandao.kernel.uploads import MEGABYTE, open_archive, read_member
from xiandao.planreader.documents.refusals import DocumentRefused

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_PART_BYTES = 60 * MEGABYTE  # ten times the part of a plan of 1.5 MB; its tree still fits into memory
# The strict variant of the format says the same under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"


class WordPackage:
    """The parts of a Word file that its words depend on."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        with open_archive(name, content) as archive:
            self._members = {member.filename: member for member in archive.infolist()}
            main = self._target(archive, "", "officeDocument", _MAIN)
            self.document = self._part(archive, main)
            self.styles = self._related(archive, main, "styles")
            self.numbering = self._related(archive, main, "numbering")

    def _related(self, archive: zipfile.ZipFile, main: str, relation: str) -> etree._Element | None:
        default = posixpath.join(posixpath.dirname(main), f"{relation}.xml")
        path = self._target(archive, main, relation, default)
        return self._part(archive, path) if path in self._members else None

    def _target(self, archive: zipfile.ZipFile, source: str, relation: str, default: str) -> str:
        """The part that `source` names for a relation, or the usual place where it names none that exists."""
        folder, file = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations in self._members:
            for entry in self._part(archive, relations).iter(_RELATION):
                if entry.get("Type", "").endswith(f"/{relation}"):
                    target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip(
                        "/"
                    )
                    if target in self._members:
                        return target
        return default

    def _part(self, archive: zipfile.ZipFile, path: str) -> etree._Element:
        if path not in self._members:
            raise DocumentRefused(
                "{name} is damaged: its part {part} is missing. "
                "Open it in Word or WPS, save it again and retry.",
                name=self.name,
                part=path,
            )
        content = read_member(self.name, archive, self._members[path], most_bytes=MOST_PART_BYTES)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as broken:
            raise DocumentRefused(
                "{name} is damaged: its part {part} breaks off or is no XML (line {line}). "
                "Open it in Word or WPS, save it again and retry.",
                name=self.name,
                part=path,
                line=getattr(broken, "lineno", None) or 1,
            ) from broken
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentRefused(
                "{name} declares XML entities in {part}; such files are not opened.",
                name=self.name,
                part=path,
            )
        return root
