"""The place a plan is for, as its title or its issuer begins."""

from __future__ import annotations

import re
from typing import Final

_NOT_INSIDE: Final = r"(?![域块场级长内外间际村化])"
_PLACE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|高新区|经开区|开发区|工业园区|产业园区|新区|新城|科学城|园区|示范区|自治州|自治县|街道|省|市|州|区|县|旗|盟|镇|乡))"
    + _NOT_INSIDE
)
_DEEPER: Final = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:新区|街道|市|区|县|旗|镇|乡)" + _NOT_INSIDE)
_NO_PLACE: Final = re.compile(
    r"关于|加快|推动|推进|促进|支持|建设|打造|培育|发展|实施|印发|深化|贯彻|全面|创建|我|政府|人民|委|局|厅|全|城镇$|乡镇$|小镇$|社区$|小区$|校区$"
)


def area_of(words: str) -> str | None:
    """The innermost place: 上海市宝山区… is 宝山区. None where the words begin with no place."""
    words = re.sub(r"^(?:中共|关于)", "", words)
    found = _PLACE.match(words)
    if found is None or _NO_PLACE.search(found.group()):
        return None
    area, end = found.group(), found.end()
    while (deeper := _DEEPER.match(words, end)) is not None and not _NO_PLACE.search(deeper.group()):
        area, end = deeper.group(), deeper.end()
    return area
