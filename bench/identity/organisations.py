"""Invented Chinese organisations, written again with the slips that files show, and neighbours that must stay apart.

Noise model, for each second writing of an organisation, independent and by the given share: the form shortened (25 %), the place
moved into brackets (20 %) or left out (15 %), the industry shortened (10 %), a homophone (8 %) or another slip (10 %) in
the trade name, traditional characters (5 %), full-width brackets and spaces (20 %), the credit code missing (45 %) or with
one wrong character (3 %), phone missing (50 %) or another (10 %), address shortened or missing (50 %), legal person missing (50 %).
`stronger` doubles the shares of slips and of what is missing. Neighbours: a branch of one in ten, another firm with the same trade
name in another city or industry for one in five. What it does not have: mergers of firms, names that were changed altogether.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from xiandao.identity import Kind, Record
from xiandao.zone.registry.rules.codes import CHARACTERS, check_character

LETTERS: Final = "蓝晶瑞和泰元康诺博恒佳源华信达安智凯芯合翔宇明德盛景锐科森联创维新光启航远程道一禾木水清云天辰星海川岳峰林松竹梅兰君诚正方圆通宝隆昌兴旺福禄寿喜乐仁义礼贤良才俊杰英豪雄"
CITIES: Final = ("上海", "北京", "苏州", "杭州", "深圳", "南京", "无锡", "广州", "武汉", "合肥")
INDUSTRIES: Final = (
    "生物科技",
    "生物技术",
    "生物医药",
    "医药科技",
    "新材料",
    "合成生物科技",
    "基因科技",
    "食品科技",
    "化工",
    "智能科技",
    "环保科技",
    "信息科技",
)
FORMS: Final = ("有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司")
SHORT_FORM: Final = {"有限公司": "公司", "股份有限公司": "股份公司", "有限责任公司": "有限公司"}
SHORT_INDUSTRY: Final = {
    "生物科技": "生物",
    "生物技术": "生物",
    "合成生物科技": "合成生物",
    "医药科技": "医药",
    "基因科技": "基因",
    "环保科技": "环保",
}
HOMOPHONES: Final = {"晶": "京", "和": "禾", "元": "源", "诺": "诺", "恒": "衡", "佳": "嘉", "华": "桦", "信": "鑫", "达": "达", "智": "志", "明": "铭", "盛": "圣", "景": "璟", "森": "深", "新": "欣", "远": "苑", "辰": "晨", "林": "琳", "宝": "保", "隆": "龙", "兴": "星", "福": "富", "仁": "人", "杰": "洁", "英": "莹"}  # fmt: skip
TRADITIONAL: Final = {"蓝": "藍", "华": "華", "达": "達", "创": "創", "维": "維", "启": "啟", "远": "遠", "云": "雲", "兰": "蘭", "诚": "誠", "圆": "圓", "宝": "寶", "兴": "興", "禄": "祿", "寿": "壽", "乐": "樂", "义": "義", "礼": "禮", "贤": "賢"}  # fmt: skip
ROADS: Final = ("南大路", "沪太路", "锦秋路", "蕴川路", "牡丹江路", "长江路", "科学园路", "创新大道")


@dataclass(frozen=True)
class Firm:
    """The truth of an organisation."""

    city: str
    trade: str
    industry: str
    form: str
    uscc: str
    phone: str
    address: str
    legal_person: str
    branch: str = ""

    @property
    def name(self) -> str:
        """As it is registered."""
        return f"{self.city}{self.trade}{self.industry}{self.form}{self.branch}"


def corpus(firms: int, *, seed: int, stronger: bool = False) -> tuple[list[Record], set[tuple[str, str]]]:
    """Records, most firms twice and some thrice, and the pairs of keys that are one."""
    rng = random.Random(seed)
    records: list[Record] = []
    truth: set[tuple[str, str]] = set()
    for number, firm in enumerate(_firms(firms, rng)):
        keys = []
        for writing in range(rng.choice((1, 2, 2, 3))):
            key = f"{number:06d}-{writing}"
            records.append(_written(key, firm, rng, noisy=writing > 0, strength=2.0 if stronger else 1.0))
            keys.append(key)
        truth |= {(one, other) for place, one in enumerate(keys) for other in keys[place + 1 :]}
    rng.shuffle(records)
    return records, truth


def _firms(count: int, rng: random.Random) -> list[Firm]:
    found: list[Firm] = []
    taken: set[str] = set()
    while len(found) < count:
        firm = _firm(rng)
        if firm.name in taken:
            continue
        found.append(firm)
        taken.add(firm.name)
        if rng.random() < 0.1:
            city = rng.choice(CITIES)
            found.append(_other(firm, rng, branch=f"{city}分公司"))
        if rng.random() < 0.2:
            neighbour = _other(firm, rng, city=rng.choice([c for c in CITIES if c != firm.city]))
            if rng.random() < 0.5:
                neighbour = _other(
                    firm, rng, industry=rng.choice([i for i in INDUSTRIES if i[:2] != firm.industry[:2]])
                )
            if neighbour.name not in taken:
                found.append(neighbour)
                taken.add(neighbour.name)
    return found[:count]


def _firm(rng: random.Random) -> Firm:
    return Firm(
        city=rng.choice(CITIES),
        trade="".join(rng.sample(LETTERS, rng.choice((2, 2, 3, 3, 4)))),
        industry=rng.choice(INDUSTRIES),
        form=rng.choice(FORMS),
        **_numbers(rng),
    )


def _numbers(rng: random.Random) -> dict[str, str]:
    begun = "9131" + "".join(rng.choice(CHARACTERS) for _ in range(13))
    return {
        "uscc": begun + check_character(begun),
        "phone": f"021-{rng.randint(10_000_000, 99_999_999)}",
        "address": f"{rng.choice(ROADS)}{rng.randint(1, 999)}号{rng.randint(1, 30)}幢{rng.randint(101, 999)}室",
        "legal_person": rng.choice("王李张刘陈杨赵黄周吴徐孙") + "".join(rng.sample(LETTERS, 2)),
    }


def _other(firm: Firm, rng: random.Random, **changes: str) -> Firm:
    told = {"city": firm.city, "trade": firm.trade, "industry": firm.industry, "form": firm.form}
    return Firm(**{**told, **_numbers(rng), **changes})


def _written(key: str, firm: Firm, rng: random.Random, *, noisy: bool, strength: float) -> Record:
    if not noisy:
        name, fields = (
            firm.name,
            {
                "uscc": firm.uscc,
                "phone": firm.phone,
                "address": firm.address,
                "legal_person": firm.legal_person,
            },
        )
        return _record(key, name, fields)

    def by(share: float) -> bool:
        return rng.random() < min(share * strength, 0.9)

    trade, industry, form, city = firm.trade, firm.industry, firm.form, firm.city
    if by(0.08):
        trade = _homophone(trade, rng)
    elif by(0.10):
        trade = _slip(trade, rng)
    if by(0.05):
        trade = "".join(TRADITIONAL.get(letter, letter) for letter in trade)
    if by(0.25):
        form = SHORT_FORM[form]
    if by(0.10):
        industry = SHORT_INDUSTRY.get(industry, industry)
    brackets = "（{}）" if by(0.20) else "({})"
    if by(0.20):
        name = f"{trade}{industry}{brackets.format(city)}{form}{firm.branch}"
    else:
        name = f"{'' if by(0.15) else city}{trade}{industry}{form}{firm.branch}"
    fields = {
        "uscc": "" if by(0.45) else (_wrong(firm.uscc, rng) if by(0.03) else firm.uscc),
        "phone": "" if by(0.50) else (_numbers(rng)["phone"] if by(0.10) else firm.phone),
        "address": "" if by(0.35) else (firm.address.split("幢")[0] if by(0.3) else firm.address),
        "legal_person": "" if by(0.50) else firm.legal_person,
    }
    return _record(key, name, fields)


def _record(key: str, name: str, fields: dict[str, str]) -> Record:
    told = {field: (value,) for field, value in fields.items() if value}
    return Record(key, Kind.ORGANISATION, {"name": (name,), **told})


def _homophone(trade: str, rng: random.Random) -> str:
    places = [place for place, letter in enumerate(trade) if letter in HOMOPHONES]
    if not places:
        return trade
    place = rng.choice(places)
    return trade[:place] + HOMOPHONES[trade[place]] + trade[place + 1 :]


def _slip(trade: str, rng: random.Random) -> str:
    place = rng.randrange(len(trade))
    kind = rng.random()
    if kind < 0.4 and len(trade) > 2:
        return trade[:place] + trade[place + 1 :]
    if kind < 0.7 and place + 1 < len(trade):
        return trade[:place] + trade[place + 1] + trade[place] + trade[place + 2 :]
    return trade[:place] + rng.choice(LETTERS) + trade[place + 1 :]


def _wrong(code: str, rng: random.Random) -> str:
    place = rng.randrange(18)
    return code[:place] + rng.choice(CHARACTERS) + code[place + 1 :]
