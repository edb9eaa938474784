"""The compiled kernel of the search for likeness: words, their extensions, and how alike these are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

Codes = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.int64]
Found = npt.NDArray[np.int64]


@njit(cache=True)
def words_of(codes: Codes, size: int, letters: int) -> Numbers:
    """The number of the word at each place, -1 where it holds a gap."""
    count = len(codes)
    numbers = np.full(count, -1, dtype=np.int64)
    top = letters ** (size - 1)
    value, whole = 0, 0
    for place in range(count):
        code = codes[place]
        if code < 0:
            value, whole = 0, 0
            continue
        value = (value % top) * letters + code
        whole += 1
        if whole >= size:
            numbers[place - size + 1] = value
    return numbers


@njit(cache=True)
def _reach(
    codes: Codes, held: Codes, one: int, two: int, step: int, matrix: Matrix, drop: int
) -> tuple[int, int]:
    """How far an extension goes from a pair of places in a direction, and what it is worth."""
    best, far, score, count = 0, 0, 0, 0
    while 0 <= one < len(codes) and 0 <= two < len(held) and codes[one] >= 0 and held[two] >= 0:
        score += matrix[codes[one], held[two]]
        count += 1
        if score > best:
            best, far = score, count
        elif best - score > drop:
            break
        one += step
        two += step
    return far, best


@njit(cache=True)
def extend(
    codes: Codes,
    numbers: Numbers,
    held: Codes,
    firsts: Numbers,
    places: Numbers,
    matrix: Matrix,
    rules: Numbers,
    found: Found,
) -> int:
    """Start, length, place there and worth of every extension worth enough; how many there are.

    Rows beyond the room of `found` are counted and not written: the caller makes room and asks again.
    """
    size, drop, least, forward = rules[0], rules[1], rules[2], rules[4]
    done = np.zeros(len(codes) + len(held) + 1, dtype=np.int64)  # to where a diagonal is extended already
    count = 0
    for at in range(len(numbers)):
        word = numbers[at]
        if word < 0:
            continue
        for which in range(firsts[word], firsts[word + 1]):
            there = places[which]
            diagonal = there - at + len(codes)
            if done[diagonal] > at:
                continue
            right, after = _reach(codes, held, at, there, forward, matrix, drop)
            left, before = _reach(codes, held, at - forward, there - forward, -forward, matrix, drop)
            first, reached, worth = at - left, at + max(right, size), after + before
            done[diagonal] = reached
            if worth < least:
                continue
            if count < len(found):
                found[count, 0], found[count, 1] = first, reached - first
                found[count, 2], found[count, 3] = there - at + first, worth
            count += 1
    return count


@njit(cache=True)
def judge(codes: Codes, held: Codes, found: Found, rules: Numbers) -> None:
    """Equal letters of each extension, in all and at most in a window, which may begin or end beyond it."""
    window = rules[3]
    for row in range(len(found)):
        start, length, there = found[row, 0], found[row, 1], found[row, 2]
        low, high, more = 0, length, window - length
        while low > -more and start + low > 0 and there + low > 0:
            if codes[start + low - 1] < 0 or held[there + low - 1] < 0:
                break
            low -= 1
        while high < length + more and start + high < len(codes) and there + high < len(held):
            if codes[start + high] < 0 or held[there + high] < 0:
                break
            high += 1
        same, inside, best, where = 0, 0, -1, low
        for step in range(low, high):
            equal = codes[start + step] == held[there + step]
            if 0 <= step < length:
                same += equal
            inside += equal
            if step - window >= low:
                inside -= codes[start + step - window] == held[there + step - window]
            if step - low + 1 >= min(window, high - low) and inside > best:
                best, where = inside, step + 1 - min(window, high - low)
        found[row, 4], found[row, 5], found[row, 6] = same, best, where
