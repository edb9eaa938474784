"""A refusal is an answer for a person: what was refused, where, and what to do."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """Base of every refusal. `template` is an English sentence with {names}; `values` fill it.

    The two are kept apart so that a page can show the same sentence in the reader's language.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values

    @property
    def sentence(self) -> str:
        """The refusal in English."""
        return str(self)
