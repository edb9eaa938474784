"""Pure: figures and prose become official Word documents, Excel workbooks and charts."""

from __future__ import annotations

from xiandao.publishing.charts import page_bundle

__all__ = ["page_bundle"]
