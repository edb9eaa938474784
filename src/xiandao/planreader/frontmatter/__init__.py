"""What stands before the first chapter and in the signature: title, number, issuer, date, status, area."""

from xiandao.planreader.frontmatter.numbers import DOC_NO
from xiandao.planreader.frontmatter.reading import FrontMatter, read_frontmatter

__all__ = ["DOC_NO", "FrontMatter", "read_frontmatter"]
