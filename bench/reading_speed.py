"""How long a plan takes to read, and whether ten times the text takes ten times as long."""

from __future__ import annotations

import time

from rich.console import Console
from rich.table import Table

from xiandao.planreader import from_text, read

SIZES_KB = (15, 150, 1500)
RUNS = 3
UNITS = ("区发改委", "区科委", "区经委", "区财政局", "区教育局", "东河镇", "西山街道", "南湖园区")


def plan_of(kilobytes: int) -> str:
    """A plan of about this many kB in UTF-8: chapters, tasks, units and quantities, in our own words."""
    head = (
        "甲市乙区氢能产业行动计划（2024-2026年）\n\n一、主要目标\n"
        "到2026年，建成加氢站不少于6座，集聚企业30家左右。\n\n二、主要任务\n"
    )
    parts, size, number = [head], len(head.encode()), 0
    while size < kilobytes * 1000:
        number += 1
        place = number // 12
        chapter = f"（{'一二三四五六七八九十'[place % 10]}）推进第{place + 1}类工作\n"
        group = chapter if number % 12 == 1 else ""
        units = "、".join(UNITS[(number + step) % len(UNITS)] for step in range(1 + number % 4))
        task = (
            f"{group}{number}、推进事项{number}的建设\n"
            f"围绕需求组织实施，2025年底前完成{number % 9 + 1}个项目，"
            f"引进企业{number % 30 + 1}家，形成可推广的经验，带动上下游协同发展。（责任单位：{units}）\n"
        )
        parts.append(task)
        size += len(task.encode())
    return "".join(parts)


def main() -> None:
    """Print a row per size."""
    table = Table(title="Reading a plan (best of 3, one core)", title_justify="left")
    for heading in ("size kB", "measures", "seconds", "ms per kB"):
        table.add_column(heading, justify="right")
    for size in SIZES_KB:
        text = plan_of(size)
        best, found = float("inf"), 0
        for _ in range(RUNS):
            began = time.perf_counter()
            found = len(read(from_text(text)).measures)
            best = min(best, time.perf_counter() - began)
        kilobytes = len(text.encode()) / 1000
        table.add_row(f"{kilobytes:.0f}", str(found), f"{best:.3f}", f"{best * 1000 / kilobytes:.2f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
