"""What a unit's name looks like, and how a list of units is taken apart. Works on folded text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from xiandao.planreader.folding import CLOSERS, OPENERS, squeeze, trim
from xiandao.planreader.model import Span


class Name(NamedTuple):
    """A unit as printed (folded, without stray blanks) and where it stands."""

    text: str
    span: Span
    starred: bool = False
    note: str = ""  # what a bracket behind it says of its role: 牵头, 配合


# What an office of the state, a party body or a public company ends with.
OFFICE: Final = (
    r"(?:委员会|委|办公室|办公厅|办|总局|分局|局|厅|部|署|政府|管委会|管理处|街道|街道办事处|办事处|指挥部|领导小组|专班|工作组|"
    r"联席会议|党组|支队|大队|总队|分行|支行|银行|公司|集团|中心|法院|检察院|总工会|工会|妇联|团委|科协|残联|工商联|社联|文联|"
    r"联合会|国资|税务|海关|人大|政协|公司本部|消防救援支队|派出所|监管处|事务所)"
)
_OTHER: Final = (
    r"(?:院|所|会|处|科|室|站|队|社|校|司|园|园区|基地|大学|学院|医院|联盟|协会|学会|商会|镇|乡|区|县|市|州|盟|旗|部门|单位|机构|街镇|镇街|乡街|"
    r"企业|高校|院所|各镇|委办|委办局|成员单位|新城|新区|片区|开发区|高新区|经开区|管理局|示范区|实验室|研究院|电视台|报社|馆|库|港|行)"
)
_STRICT: Final = re.compile(rf"{OFFICE}$")
_LIKELY: Final = re.compile(rf"(?:{OFFICE}|{_OTHER})$")
_LEVEL: Final = re.compile(r"^(?:中央|国家|全国|省|市|区|县|州|盟|旗|自治区|镇|乡|各|本|团|军)")
_INNER_BRACKET: Final = re.compile(r"(?<=.)\([^()]*\)")
_TAIL_BRACKET: Final = re.compile(r"\([^()]*\)$")
_VERB_FIRST: Final = re.compile(
    r"^(?:支持|鼓励|引导|推动|推进|促进|加快|加强|强化|依托|通过|发挥|围绕|建设|打造|组织|探索|建立|完善|实施|开展|做好|提升|培育|充分|"
    r"积极|大力|进一步|联合|争取|对|为|以|在|与|和|从|向|按|根据|如|将|可|并|其|该|以上|下列|上述|形成|引进|协调|落实|优化|深化|"
    r"聚焦|结合|统筹|健全|设立|举办|制定|出台|明确|每|当|经|由于|到|至|于|推荐|遴选|选择|选取|委托|授权|鼓励由|涉及|凡|被|让)"
)
_SENTENCE: Final = re.compile(r"[,。;:!?“”《》()\[\]\s%]|\d{3}")
_GENERIC: Final = re.compile(
    r"(?:企业|高校|院所|机构|主体|团队|单位|医院|大学|学校|科学家|专家|联盟|龙头|链主)$"
)
_COLLECTIVE: Final = re.compile(
    r"^(?:各|有关|相关|其他|其它|全体|全区各|全市各|全省各|所有|成员单位)|(?:有关|相关|各)(?:部门|单位|委办局|街镇|区县|企业|园区|责任)|"
    r"(?:等|各)(?:部门|单位)|(?:县|市|区)\((?:市|区|县|自治县)[、,市区县旗]*\)|成员单位$|^县级?(?:市|区)?人民?政府|街镇园区|属地"
)
_BARE_EACH: Final = re.compile(
    r"^(?:各|有关|相关)(?:设区的?|地级以?上?|市级|县级|相关|有关)?(?:市|区|县|旗|盟|州|镇|乡|乡镇|街道|街镇)(?:、(?:县级市|县|区|市|镇|乡|街道))*$"
)
_SHARED_TAIL: Final = re.compile(
    r"^(?:(?:自治)?(?:县|区|市|旗|州)(?:\([^)]*\)|、|区|市|旗|县|州)*|(?:镇|乡|街道)(?:\([^)]*\)|、|镇|乡|街道)*)"
    r"(?:人民政府|政府|管委会|办事处|党委)(?:\([^)]*\))?$"
)
_TAIL_ALONE: Final = re.compile(r"^(?:人民)?政府$|^管委会$|^办事处$")
_SMALL: Final = frozenset("镇乡街道村社园开功")
_BARE_PLACES: Final = re.compile(
    r"^(?:县级市|县|区|市|旗|州|镇|乡|乡镇|街道|街镇|园区|开发区|功能区|社区|村)$"
)
_LIST_MARKS: Final = frozenset("、,;/|")
_BETWEEN: Final = re.compile(r"以及|和|及|与|\s+")
_PAGE_NUMBER: Final = re.compile(r"\s*\n\s*[-—–]+\s*\d{1,4}\s*[-—–]+\s*\n\s*")
_LEADING: Final = re.compile(r"^(?:由|及|和|与|以及|及其|其中|包括|:|-|—|\.|为|\d{1,2}[.、)])+\s*")
_TRAILING: Final = re.compile(
    r"(?:等(?:\d+个|[一二三四五六七八九十]+个)?(?:部门|单位|部门单位|单位部门)?|分别|[。.:\-—]+)$"
)
_ETC: Final = re.compile(r"等(?=各?(?:省|市|区|县)?(?:直|级)?(?:有关|相关|各|其他))")
_NOTE: Final = re.compile(
    r"\((?:[^()]*(?:以下简称|下称|职责|分工|负责|牵头|配合|排名|排序|列第一|下同|按|参与)[^()]*)\)"
)
_ROLE_NOTE: Final = re.compile(r"\((?:总)?(牵头|配合|协办|主办|参与|协助)(?:单位|部门)?\)")
_STAR: Final = re.compile(r"[*★☆※▲△]")
_SPLIT_WORDS_LEFT: Final = re.compile(rf"(?:{OFFICE}|{_OTHER}|\))$")
_NO_NAME: Final = re.compile(
    r"^(?:部门|单位|等等|负责|等单位|等部门|具体|下同|不再.*|以下.*|排名.*|无|待定|待明确)$"
)
LONGEST_NAME: Final = 40
_SHORTEST_PART: Final = 2


def is_office(text: str) -> bool:
    """Whether these words alone can only be an office or a public body: no label needed to believe it."""
    bare = _INNER_BRACKET.sub("", text)
    if not _SHORTEST_PART <= len(bare) <= 24 or _VERB_FIRST.match(bare) or _SENTENCE.search(bare):
        return False
    if is_collective(bare):
        return _LIKELY.search(bare) is not None
    return _STRICT.search(bare) is not None and _GENERIC.search(bare) is None


def could_be(text: str) -> bool:
    """Whether the words may name a body at all, in the company of offices: no verb, no sentence, not long."""
    bare = _INNER_BRACKET.sub("", text)
    return len(bare) <= 20 and not _VERB_FIRST.match(bare) and not _SENTENCE.search(bare)


def is_likely(text: str) -> bool:
    """Whether the words may well name a unit when they stand in a list of units."""
    bare = _TAIL_BRACKET.sub("", text)
    return len(bare) >= _SHORTEST_PART and _LIKELY.search(bare) is not None


def has_level(text: str) -> bool:
    """Whether the name begins with the level of the state that it belongs to (区科委, 省科技厅)."""
    return _LEVEL.match(text) is not None


def is_collective(text: str) -> bool:
    """Whether the name stands for many units: 各区县人民政府, 相关单位."""
    return _COLLECTIVE.search(text) is not None


def split_names(folded: str, start: int, end: int) -> list[Name]:
    """The units listed in [start, end), in order. Brackets protect what stands inside them."""
    pieces: list[tuple[int, int]] = []
    for begin, stop in _at_marks(folded, start, end):
        pieces.extend(_at_words(folded, begin, stop))
    names: list[Name] = []
    for begin, stop in _with_shared_tails(folded, pieces):
        name = _clean(folded, begin, stop)
        if name is not None:
            names.append(name)
    return names


def _at_marks(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    depth, begin = 0, start
    for position in range(start, end):
        character = folded[position]
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and character in _LIST_MARKS:
            pieces.append((begin, position))
            begin = position + 1
    pieces.append((begin, end))
    return pieces


def _at_words(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at 和, 及, 与, 等 and at blanks, but only between two whole names."""
    start, end = trim(folded, start, end)
    if _ends_everything(folded[start:end]):
        return [(start, end)] if start < end else []
    etc = _ETC.search(folded, start, end)
    if etc is not None and etc.start() > start:
        return _at_words(folded, start, etc.start()) + _at_words(folded, etc.end(), end)
    pieces: list[tuple[int, int]] = []
    begin = start
    for found in _BETWEEN.finditer(folded, start, end):
        if found.start() <= begin or found.end() >= end or _depth(folded, begin, found.start()):
            continue
        left, right = folded[begin : found.start()].strip(), folded[found.end() : end].strip()
        blank = found.group().isspace()
        if _whole(left) and _begins_name(right, blank=blank):
            pieces.append((begin, found.start()))
            begin = found.end()
    pieces.append((begin, end))
    return pieces


def _ends_everything(text: str) -> bool:
    return len(text) <= _SHORTEST_PART


def _depth(folded: str, start: int, end: int) -> int:
    return folded.count("(", start, end) - folded.count(")", start, end)


def _whole(left: str) -> bool:
    bare = _TAIL_BRACKET.sub("", left)
    return len(bare) >= _SHORTEST_PART and _SPLIT_WORDS_LEFT.search(bare) is not None


def _begins_name(right: str, *, blank: bool) -> bool:
    if len(right) < _SHORTEST_PART or _TAIL_ALONE.match(right):
        return False
    first = re.split(r"以及|和|及|与|\s", right, maxsplit=1)[0]
    if blank:
        return is_likely(first) and len(_TAIL_BRACKET.sub("", first)) > _SHORTEST_PART - 1
    return has_level(right) or is_likely(first) or is_likely(right)


def _with_shared_tails(folded: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """各市、县(市、区)人民政府 is one collective: the first half lends its 各, the second its tail."""
    joined: list[tuple[int, int]] = []
    for begin, stop in pieces:
        begin, stop = trim(folded, begin, stop)
        words = folded[begin:stop]
        if joined and (_SHARED_TAIL.match(words) or _BARE_PLACES.match(words)):
            before, before_stop = joined[-1]
            each = folded[before:before_stop]
            if _BARE_EACH.match(each) and (each[-1] in _SMALL) == (words[0] in _SMALL):
                joined[-1] = (before, stop)
                continue
        joined.append((begin, stop))
    return joined


def _clean(folded: str, start: int, end: int) -> Name | None:
    """One name without what clings to it; None where nothing is left that could be a name."""
    page = _PAGE_NUMBER.match(folded, max(start - 1, 0), end)
    start = page.end() if page is not None else start
    start, end = trim(folded, start, end, "*★☆※▲△_")
    leading = _LEADING.match(folded[start:end])
    if leading is not None:
        start += leading.end()
    trailing = _TRAILING.search(folded, start, end)
    if trailing is not None and trailing.end() == end:
        end = trailing.start()
    start, end = trim(folded, start, end, "*★☆※▲△_")
    while end > start and folded[end - 1] in CLOSERS and _depth(folded, start, end) < 0:
        end -= 1
    words = folded[start:end]
    starred = _STAR.search(folded, max(0, start - 1), min(len(folded), end + 1)) is not None
    text = squeeze(_NOTE.sub("", _STAR.sub("", words)))
    if not _SHORTEST_PART <= len(text) <= LONGEST_NAME or not re.search(r"[\u4e00-\u9fff]", text):
        return None
    if _NO_NAME.match(text):
        return None
    note = _ROLE_NOTE.search(words)
    return Name(text, Span(start, end), starred, note[1] if note is not None else "")
