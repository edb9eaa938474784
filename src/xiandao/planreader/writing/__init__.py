"""A plan written out: JSON and YAML for programs, a workbook and a table for people."""

from xiandao.planreader.writing.fields import plan_fields, schema, to_json, to_yaml
from xiandao.planreader.writing.terminal import to_table
from xiandao.planreader.writing.workbook import to_xlsx

__all__ = ["plan_fields", "schema", "to_json", "to_table", "to_xlsx", "to_yaml"]
