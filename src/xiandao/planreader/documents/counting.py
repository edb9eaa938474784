"""Counters as a word processor prints them: 一 十一 二十, ① ⑴ ⒈, iv, AA, 壹拾.

The names are those of ST_NumberFormat in ECMA-376 part 1, 17.18.59; a value that a series does not
reach is printed in decimals, as the standard says.
"""

from __future__ import annotations

from collections.abc import Callable

Counter = Callable[[int], str]

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
HIGHEST_ROMAN = 3999
MOST_LETTERS = 30  # ZZZ…: beyond, a letter list is no list
HIGHEST_COUNT = 10**8 - 1


def counted(number: int, style: str) -> str:
    """The number in one of the standard's formats; an unknown format counts in decimals."""
    if not 0 <= number <= HIGHEST_COUNT:
        return str(number)
    return STYLES.get(style, str)(number)


def _positional(digits: str) -> Counter:
    table = str.maketrans("0123456789", digits)
    return lambda number: str(number).translate(table)


def _chinese(
    digits: str, tens: str, *, one_before_ten: bool = False, zero: str = "零", ten_thousand: str = "万"
) -> Counter:
    """Counting with 十百千: 一百零一. `one_before_ten` writes 一十 for 十 at the front too."""

    def below_ten_thousand(number: int) -> str:
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit:
                text += (zero if gap and text else "") + digits[digit] + (tens[power - 1] if power else "")
                gap = False
            else:
                gap = True
        return text

    def count(number: int) -> str:
        if number == 0:
            return zero
        high, low = divmod(number, 10_000)
        text = below_ten_thousand(high) + ten_thousand if high else ""
        if low:
            text += (zero if high and low < 1000 else "") + below_ten_thousand(low)
        if not one_before_ten and text.startswith(digits[1] + tens[0]):
            text = text[1:]
        return text

    return count


def _japanese(number: int) -> str:
    """Counting in which neither 十 nor 百 nor 千 takes a 一 before it, and no zero is written: 百一."""
    text = _chinese(_DIGITS, "十百千", zero="")(number) or "〇"
    return "".join(
        character
        for place, character in enumerate(text)
        if character != "一" or text[place + 1 : place + 2] not in ("十", "百", "千")
    )


def _chinese_to_99(number: int) -> str:
    return _chinese(_DIGITS, "十百千")(number) if number < 100 else _positional("○一二三四五六七八九")(number)


def _series(characters: str) -> Counter:
    """One character for each number; decimals beyond."""
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else str(number)


def _run(first: str, length: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(length))


def _letters(number: int) -> str:
    """a … z, aa, bb …: the letter repeated, as word processors do."""
    repeat, letter = divmod(number - 1, 26)
    return str(number) if number < 1 or repeat >= MOST_LETTERS else chr(ord("a") + letter) * (repeat + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= HIGHEST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ZODIAC = "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = _chinese(_DIGITS, "十百千")
_LEGAL = _chinese("零壹贰叁肆伍陆柒捌玖", "拾佰仟", one_before_ten=True)
_LEGAL_TRADITIONAL = _chinese("零壹貳參肆伍陸柒捌玖", "拾佰仟", one_before_ten=True, ten_thousand="萬")
_FULL_WIDTH = _positional("０１２３４５６７８９")

STYLES: dict[str, Counter] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "decimalEnclosedCircle": _series(_run("①", 20)),
    "decimalEnclosedCircleChinese": _series(_run("①", 20)),
    "decimalEnclosedFullstop": _series(_run("⒈", 20)),
    "decimalEnclosedParen": _series(_run("⑴", 20)),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "chineseCounting": _chinese_to_99,
    "chineseCountingThousand": _COUNTING,
    "taiwaneseCounting": _chinese_to_99,
    "taiwaneseCountingThousand": _COUNTING,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional(_DIGITS),
    "japaneseDigitalTenThousand": _positional(_DIGITS),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "chineseLegalSimplified": _LEGAL,
    "japaneseLegal": _LEGAL_TRADITIONAL,
    "ideographLegalTraditional": _LEGAL_TRADITIONAL,
    "ideographEnclosedCircle": _series(_run("㊀", 10)),
    "ideographTraditional": _series("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _series(_ZODIAC),
    "none": lambda _: "",
}
