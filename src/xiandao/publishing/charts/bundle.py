"""The chart library for pages: no repository of scripts, no foreign server, only the wheel's own bundle."""

from __future__ import annotations

NAMES = "window.vega = vega; window.vegaLite = vegaLite; window.vegaEmbed = vegaEmbed;"


def page_bundle() -> str:
    """One script that sets window.vega, window.vegaLite and window.vegaEmbed."""
    import vl_convert  # a browser engine in a library: loaded only where something is drawn

    # Closed off, because its hundreds of short names would otherwise become the page's own.
    return f"(() => {{\n{vl_convert.javascript_bundle(NAMES)}\n}})();\n"
