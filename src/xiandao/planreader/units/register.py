"""The units of one document, each under one name: stated abbreviations, known ones, and assumed ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.model import Doubt, Span
from xiandao.planreader.units.names import is_likely
from xiandao.planreader.units.roles import Part

# Official names and their customary short forms; longest first, so that no form is cut short.
_SHORT_FORMS: Final = (
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("工业和信息化", "工信"),
    ("经济和信息化", "经信"),
    ("经济信息化", "经信"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设管理", "住建"),
    ("住房城乡建设管理", "住建"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("规划和自然资源", "规资"),
    ("规划自然资源", "规资"),
    ("规划资源", "规资"),
    ("国有资产监督管理", "国资"),
    ("市场监督管理", "市监"),
    ("市场监管", "市监"),
    ("生态环境保护", "环境"),
    ("卫生健康", "卫健"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("农业和农村", "农业农村"),
    ("科学技术", "科"),
    ("科技", "科"),
    ("地方金融监督管理", "金融"),
    ("金融监督管理", "金融"),
    ("金融监管", "金融"),
    ("应急管理", "应急"),
    ("交通运输", "交通"),
    ("政务服务数据管理", "政数"),
    ("政务服务和数据管理", "政数"),
    ("经济", "经"),
    ("自治区", "区"),
)
_BODIES: Final = (
    ("人民政府办公室", "府办"),
    ("政府办公室", "府办"),
    ("管理委员会", "管委会"),
    ("人民政府", "政府"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("办公厅", "办"),
    ("有限责任公司", "公司"),
    ("股份有限公司", "公司"),
    ("有限公司", "公司"),
)
_SHORT_NAME: Final = re.compile(
    r"([^\s,。;:、()“”《》]{2,40})\s?\(以下(?:统)?(?:均)?(?:简称|称)(?:为)?\s?[“”\"「']?([^“”\"「」'()]{2,16}?)[“”\"」']?\)"
)
_LEVEL: Final = re.compile(r"^(?:省|市|区|县|州|国家|自治区)(?=.)")
_PLACE: Final = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?:省|市|新区|区|县|州)(?=[\u4e00-\u9fff]{2})")
_NOT_OFFICE: Final = re.compile(r"(?:园|园区|公司|集团|研究院|大学|学院|医院|中心|管委会)$")
_SHORTEST_ABBREVIATION: Final = 3


@dataclass(frozen=True, slots=True)
class Register:
    """Which name stands for which. `aliases` maps a name to its other names, in the order they appear."""

    main_names: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    doubts: tuple[Doubt, ...]

    def name(self, printed: str) -> str:
        """The name under which the register keeps a printed one."""
        return self.main_names.get(printed, printed)


def register_of(folded: str, parts: Iterable[Part], area: str | None) -> Register:
    """Bring the names of all blocks under one name each. Different bodies with similar names stay apart."""
    first_seen: dict[str, Span] = {}
    for part in parts:
        first_seen.setdefault(part.name, part.span)
    main: dict[str, str] = {}
    stated = _stated_aliases(folded, first_seen)
    doubts: list[Doubt] = []
    known = _by_key(first_seen, area)
    for name, span in first_seen.items():
        target = stated.get(name) or known.get(name)
        target = main.get(target, target) if target else None
        if target is None or target == name:
            continue
        main[name] = target
        if stated.get(name) is None:
            doubts.append(doubt(Code.ALIAS_ASSUMED, span, alias=name, name=target))
    aliases: dict[str, list[str]] = {}
    for name, target in main.items():
        aliases.setdefault(target, []).append(name)
    for short, full in _names_never_used(folded, first_seen).items():
        if full not in aliases.get(short, []):
            aliases.setdefault(main.get(short, short), []).append(full)
    return Register(main, {name: tuple(others) for name, others in aliases.items()}, tuple(doubts))


def _stated_aliases(folded: str, names: dict[str, Span]) -> dict[str, str]:
    """名称（以下简称“…”）: the later of the two, among names in use, points to the earlier."""
    stated: dict[str, str] = {}
    order = {name: place for place, name in enumerate(names)}
    by_tail = {name[-2:]: [other for other in names if other[-2:] == name[-2:]] for name in names}
    for found in _SHORT_NAME.finditer(folded):
        short = found[2]
        if short not in names:
            continue
        for full in by_tail.get(found[1][-2:], []):
            if found[1].endswith(full) and full != short:
                first, second = sorted((short, full), key=order.__getitem__)
                stated[second] = first
    return stated


def _names_never_used(folded: str, names: dict[str, Span]) -> dict[str, str]:
    """A short name in use whose full name the text gives once: the full name is an alias as well."""
    full_names: dict[str, str] = {}
    for found in _SHORT_NAME.finditer(folded):
        full = re.split(r"由|依托|支持|推进|建设|打造|和|与", found[1])[-1]
        if found[2] in names and full not in names and is_likely(full):
            full_names.setdefault(found[2], full)
    return full_names


def _by_key(names: dict[str, Span], area: str | None) -> dict[str, str]:
    """Names with one key are one unit; a name without its level belongs to the only levelled twin."""
    by_key: dict[str, str] = {}
    by_core: dict[str, set[str]] = {}
    target: dict[str, str] = {}
    for name in names:
        key = _key(name, area)
        target[name] = by_key.setdefault(key, name)
        by_core.setdefault(_LEVEL.sub("", key), set()).add(key)
    for name in names:
        key = _key(name, area)
        twins = by_core[_LEVEL.sub("", key)] - {key}
        if _LEVEL.match(key) is None and len(twins) == 1:
            target[name] = by_key[next(iter(twins))]
    target.update(_abbreviated(names, target))
    return {name: other for name, other in target.items() if other != name}


def _key(name: str, area: str | None) -> str:
    key = name
    if area and len(area) > 1 and key.startswith(area) and len(key) > len(area) + 1:
        key = area[-1] + key[len(area) :]
    else:
        place = _PLACE.match(key)
        if place is not None and area is not None and place.group() in area:
            key = place.group()[-1] + key[place.end() :]
    for long, short in (*_BODIES, *_SHORT_FORMS):
        key = key.replace(long, short)
    return re.sub(r"工作局$", "局", key)


def _abbreviated(names: dict[str, Span], target: dict[str, str]) -> dict[str, str]:
    """宝新园 for 宝山高新技术产业园区: only for parks and companies, only where one full name fits."""
    found: dict[str, str] = {}
    long_names = [
        name for name in names if len(name) > 2 * _SHORTEST_ABBREVIATION and _NOT_OFFICE.search(name)
    ]
    if len(long_names) * len(names) > 200_000:
        return found
    for short in names:
        if not _SHORTEST_ABBREVIATION <= len(short) <= 2 * _SHORTEST_ABBREVIATION or not _NOT_OFFICE.search(
            short
        ):
            continue
        fitting = [
            name
            for name in long_names
            if name != short and len(name) >= 2 * len(short) and _within(short, name)
        ]
        if len(fitting) == 1 and target[short] == short and target[fitting[0]] == fitting[0]:
            first, second = sorted((short, fitting[0]), key=list(names).index)
            found[second] = first
    return found


def _within(short: str, full: str) -> bool:
    """Whether the characters of the short name stand in the full one, in order, from its first words on."""
    position = full.find(short[0])
    if not 0 <= position <= 3:  # a place name may stand before
        return False
    for character in short:
        position = full.find(character, position)
        if position < 0:
            return False
        position += 1
    return True


def counted_once(names: Iterable[str]) -> set[str]:
    """The names that stand in one measure only."""
    return {name for name, count in Counter(names).items() if count == 1}
