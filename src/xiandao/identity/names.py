"""Chinese organisation names taken apart: where it is, what it is called, what it does, what form it has.

Form, industry and place are common words that many share; the trade name between them tells one from another.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

# Forms of a legal person, and what English names have in their place.
FORMS: Final = (
    "股份有限公司", "有限责任公司", "有限公司", "合伙企业有限合伙", "有限合伙", "合伙企业", "股份公司", "集团公司",
    "研究院", "研究所", "科学院", "大学", "学院", "医院", "实验室", "协会", "学会", "联盟", "基金会", "委员会",
    "银行", "事务所", "中心", "集团", "公司", "厂", "所", "院",
    "coltd", "limited", "ltd", "inc", "llc", "corp", "corporation", "gmbh",
)  # fmt: skip
BRANCHES: Final = (
    "分公司",
    "分院",
    "分所",
    "分行",
    "支行",
    "分校",
    "分中心",
    "办事处",
    "分部",
    "营业部",
    "分厂",
)
INDUSTRIES: Final = (
    "合成生物科技", "合成生物技术", "合成生物", "生物医药科技", "生物医药", "生物制药", "生物科技", "生物技术", "生物工程", "生物材料",
    "基因科技", "基因技术", "医药科技", "医疗科技", "医疗器械", "新材料科技", "新材料", "环保科技", "信息科技", "智能科技",
    "食品科技", "化工科技", "科技发展", "技术服务", "投资管理", "股权投资", "创业投资", "科技", "技术", "生物", "医药", "制药", "材料",
    "食品", "化工", "农业", "环保", "能源", "健康", "医疗", "基因", "投资", "发展", "实业", "工程", "管理", "服务", "咨询", "贸易",
    "biotechnology", "biotech", "technology", "technologies", "pharmaceutical", "pharma", "biosciences", "bio",
)  # fmt: skip
REGIONS: Final = (
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "台湾",
    "中国",
    "石家庄",
    "太原",
    "沈阳",
    "大连",
    "长春",
    "哈尔滨",
    "南京",
    "苏州",
    "无锡",
    "常州",
    "南通",
    "扬州",
    "徐州",
    "杭州",
    "宁波",
    "温州",
    "嘉兴",
    "绍兴",
    "合肥",
    "福州",
    "厦门",
    "泉州",
    "南昌",
    "济南",
    "青岛",
    "烟台",
    "郑州",
    "武汉",
    "长沙",
    "广州",
    "深圳",
    "珠海",
    "佛山",
    "东莞",
    "南宁",
    "海口",
    "成都",
    "贵阳",
    "昆明",
    "西安",
    "兰州",
    "宝山",
    "浦东",
    "闵行",
    "嘉定",
    "松江",
    "奉贤",
    "青浦",
    "徐汇",
    "静安",
    "张江",
    "shanghai",
    "beijing",
    "shenzhen",
    "suzhou",
    "hangzhou",
    "guangzhou",
    "china",
)
REGION: Final = re.compile(
    rf"({'|'.join(sorted(REGIONS, key=len, reverse=True))})(?:特别行政区|自治区|新区|省|市|区|县)?"
)
BRACKETED: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
FORM: Final = re.compile(rf"({'|'.join(sorted(FORMS, key=len, reverse=True))})$")
BRANCH: Final = re.compile(
    rf"([^公司院所]{{0,8}}?(?:第?[一二三四五六七八九十\d]+)?(?:{'|'.join(BRANCHES)}))$"
)
INDUSTRY: Final = re.compile(rf"((?:{'|'.join(sorted(INDUSTRIES, key=len, reverse=True))})+)$")


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name in its parts, each in small letters and simplified characters; what is not there is empty."""

    region: str
    trade: str
    industry: str
    form: str
    branch: str
    written: str  # the whole name in its normal form


@functools.lru_cache(maxsize=65_536)
def organisation_name(text: str) -> OrganisationName:
    """The parts of an organisation's name. Idempotent: the parts of a normal form are the same."""
    plain = simplified(unicodedata.normalize("NFKC", text).casefold()).strip()
    inside = [part for part in BRACKETED.findall(plain) if part]
    bare = _letters(BRACKETED.sub("", plain))
    region, branch = "", ""
    for part in inside:
        said = _letters(part)
        place = REGION.fullmatch(said)
        if place:
            region = place[1]
        elif FORM.search(said):
            bare += said  # 合伙企业（有限合伙）
    written = _letters(plain)
    found = BRANCH.search(bare)
    if found and found.start() > 0 and FORM.search(bare[: found.start()]):
        branch, bare = found[1], bare[: found.start()]
    form_found = FORM.search(bare)
    form, bare = (form_found[1], bare[: form_found.start()]) if form_found else ("", bare)
    leading = REGION.match(bare)
    if leading and len(bare) > leading.end():
        region, bare = region or leading[1], bare[leading.end() :]
    industry_found = INDUSTRY.search(bare)
    industry = ""
    if industry_found and industry_found.start() > 0:
        industry, bare = industry_found[1], bare[: industry_found.start()]
    return OrganisationName(region, bare, industry, form, branch, written)


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, one by one."""
    return "".join(_simple(character) for character in text)


@functools.lru_cache(maxsize=32_768)
def _simple(character: str) -> str:
    if not "\u3400" <= character <= "\u9fff":
        return character
    return str(_converter().convert(character))


@functools.cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@functools.lru_cache(maxsize=65_536)
def sound(text: str) -> str:
    """How a text sounds, without tones, and without the differences that typing by sound mixes up."""
    from pypinyin import lazy_pinyin

    heard = " ".join(lazy_pinyin(text))
    for one, other in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in")):
        heard = heard.replace(one, other)
    return heard


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
