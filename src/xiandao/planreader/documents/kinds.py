"""Kinds of file that people bring and that are not read: each is named, with what to do instead."""

from __future__ import annotations

import zipfile
from pathlib import PurePath

from xiandao.kernel.uploads import open_archive
from xiandao.planreader.documents.refusals import DocumentRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the binary container of all old office files
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_TELLING_BYTES = 1024  # a kind shows itself at the start

_OLD_WORD = (
    "{name} is an old Word document (.doc). Open it in Word or WPS, save it as .docx and choose that file."
)
_LOCKED = "{name} is protected by a password. Remove the password in Word or WPS, save it as .docx and retry."
_OLE_KINDS = {
    ".wps": "{name} is an old WPS document (.wps). Open it in WPS, save it as .docx and choose that file.",
    ".xls": "{name} is an old Excel workbook (.xls). Copy the plan into a Word file and save it as .docx.",
    ".et": "{name} is a WPS workbook (.et). Copy the plan into a Word file and save it as .docx.",
    ".ppt": "{name} is an old PowerPoint file (.ppt). Copy the plan into a Word file and save it as .docx.",
    ".msg": "{name} is an e-mail message. Save the plan attached to it and choose that file.",
}

_RTF = "{name} is a rich text file (.rtf). Open it in Word or WPS, save it as .docx and choose that file."
_PICTURE = "{name} is a picture. Run text recognition on it, or ask its author for the Word file."
_ARCHIVE = "{name} is an archive of files. Unpack it and choose the plan's own file."
_PROGRAM = "{name} is a program, not a document. Choose the plan's own file."
_STARTS = {
    b"{\\rtf": _RTF,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\x00": _PICTURE,
    b"MM\x00*": _PICTURE,
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"MZ\x90\x00": _PROGRAM,
    b"\x7fELF": _PROGRAM,
}

# By a part that only this kind of zip has.
_PARTS = {
    "OFD.xml": "{name} is an OFD document (.ofd). Open it in WPS, save it as .docx and choose that file.",
    "xl/workbook.xml": "{name} is a workbook (.xlsx). Copy the plan into a Word file and save it as .docx.",
    "ppt/presentation.xml": "{name} is a presentation. Copy the plan into a Word file and save it as .docx.",
    "META-INF/container.xml": "{name} is an e-book. Copy the plan into a Word file and save it as .docx.",
    "content.xml": "{name} is an OpenDocument file. Open it in its own program and save it as .docx.",
}
_OFFICE_PART = "[Content_Types].xml"

_WORD_XML = "{name} is a Word document saved as one XML file. Open it in Word and save it as .docx."
_WEB_ARCHIVE = "{name} is a web archive (.mht). Open it in Word, save it as .docx and choose that file."


def refuse_other_kinds(name: str, content: bytes) -> None:
    """Refuse by name what is known and not read; say nothing about the rest."""
    sentence = _sentence(name, content)
    if sentence is not None:
        raise DocumentRefused(sentence, name=name)


def _sentence(name: str, content: bytes) -> str | None:
    if content.startswith(_OLE):
        return _LOCKED if _PROTECTED in content else _OLE_KINDS.get(PurePath(name).suffix.lower(), _OLD_WORD)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with open_archive(name, content) as archive:
            return _sentence_for_archive(archive)
    for start, sentence in _STARTS.items():
        if content.startswith(start):
            return sentence
    head = content[:_TELLING_BYTES]
    if b"mso-application" in head and b"Word.Document" in head:
        return _WORD_XML
    return _WEB_ARCHIVE if b"MIME-Version:" in head and b"multipart/related" in head else None


def _sentence_for_archive(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    for part, sentence in _PARTS.items():
        if part in names:
            return sentence
    return None if _OFFICE_PART in names else _ARCHIVE
