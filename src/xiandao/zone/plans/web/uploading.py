"""Takes files out of a request: the size is looked at before the content is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from xiandao.kernel.uploads import MEGABYTE, FileType, Upload, UploadRefused, inspect, neutral_name

MOST_BYTES = 20 * MEGABYTE
DOCUMENTS = frozenset({FileType.TEXT, FileType.HTML, FileType.DOCX, FileType.PDF})
EVIDENCE = frozenset({FileType.PDF, FileType.DOCX, FileType.XLSX, FileType.PNG, FileType.JPEG, FileType.TEXT})


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, as a list; what they are is judged by `uploaded`."""

    widget = SeveralFiles

    def clean(self, value: object, initial: object = None) -> list[UploadedFile[Any]]:
        """Each file by the rules of one."""
        files = value if isinstance(value, list | tuple) else [value] if value else []
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


def uploaded(file: UploadedFile[Any], allowed: frozenset[FileType]) -> Upload:
    """The file's content if it is what it may be. Raises UploadRefused."""
    name = neutral_name(file.name or "")
    if file.size is not None and file.size > MOST_BYTES:
        raise UploadRefused(
            "{name} has {size} MB; at most {most} MB are accepted. Remove pictures or split the file.",
            name=name,
            size=round(file.size / MEGABYTE, 1),
            most=MOST_BYTES // MEGABYTE,
        )
    return inspect(name, file.read(), allowed=allowed, most_bytes=MOST_BYTES)


def all_uploaded(files: Sequence[UploadedFile[Any]], allowed: frozenset[FileType]) -> list[Upload]:
    """Every file, or the first refusal."""
    return [uploaded(file, allowed) for file in files]
