"""What may stand around a number: measure words, comparators, range signs, vague amounts."""

from __future__ import annotations

from typing import Final

from xiandao.planreader.quantities.wordlists import words

# -- measure words ---------------------------------------------------------------------------------------
# Things that are counted one by one.
COUNT_UNITS: Final = words(
    """
    家 项 篇 名 个 件 座 条 所 支 套 台 辆 户 人次 人 位 种 款 场 场次 次 部 宗 类 门 张 份 处 间 栋
    幢 只 枚 艘 架 列 组 对 块 片 头 羽 尾 株 棵 床 张床位 例 盏 口 班 趟 车次 单 笔 户次 件次 批次
    家次 台套 台次 台（套） 台(套) 套（台） 万人 标准机架 机架 标准箱 标箱 座次 人口 人份 个（次）
    场（次） 家（次） 期 卷 剂 字 幅 集 档 盘 朵 学时 课时 道 眼 样 驾次 架次 班次 班列 航次 TEU 标台
    桩 枪 人/次 站 起 本 节 册 杆 根 颗 分 个（套） 家（个） 名（次） 平台 方次 人（次） 件（套）
    个(次) 家(次) 场(次) 度电
    """
)
# Things that are measured: area, length, mass, volume, power, energy, computing, data, concentration.
MEASURED_UNITS: Final = words(
    """
    平方米 平方公里 平方千米 平米 ㎡ m² km² 亩 公顷 公里 千米 米 海里 km 吨 公斤 千克 斤 克 吨标准煤
    吨标煤 吨二氧化碳 吨二氧化碳当量 吨CO2 载重吨 立方米 标准立方米 标方 立方 方 升 毫升 千瓦 兆瓦
    吉瓦 瓦 千瓦时 兆瓦时 吉瓦时 度 千伏安 兆伏安 MW GW kW KW GWh MWh kWh KWh MVA kVA PFLOPS PFlops
    Pflops EFLOPS EFlops Eflops EFLOP/s TB PB EB ZB Gbps Tbps Mbps Tb/s P 微克/立方米 毫克/升
    毫克/立方米 微克每立方米 分贝 ℃ 摄氏度 克标准煤 千卡 吉焦 岁 比特 量子比特 人年 人月 kg 吨碳 吨/日
    吨标煤当量 克/千瓦时 百瓦
    """
)
MONEY_UNITS: Final = words("元 美元 欧元 港元 日元 元人民币 人民币 块钱")
RATIO_UNITS: Final = words("% ％ ﹪ ‰ 个百分点 百分点 个点 倍")
# A time is an aim only where something is shortened to it or held within it.
TIME_UNITS: Final = words(
    """
    年 个月 周 星期 天 日 个工作日 工作日 小时 个小时 分钟 秒 毫秒 月 个自然日 自然日 刻钟 季度 个季度
    周岁 周年
    """
)
PER_UNITS: Final = words(
    """
    亩 平方公里 平方米 立方米 公顷 人 人年 人天 天 日 年 月 户 吨 千瓦时 公里 百公里 小时 万元 亿元 元
    台 件 次 个 辆 千瓦 平方米·天 平方千米 升 标准立方米 公斤 千克 千人 万人 百户 MW GW kWh 时 秒 s h
    L m³ m² kg 吨标煤
    """
)
# A measure word that is really the first character of the noun after it.
UNIT_BEFORE_OTHER: Final[dict[str, tuple[str, ...]]] = {
    "家": words("庭 电 具制 具产 具行 具企 居 长 校 畜 禽 风 政"),
    "项": words("目"),
    "个": words("人所得 体工商 人信息 性化 人账户 税"),
    "名": words("牌 录 单 校名 胜 贵"),
    "条": words("例 款"),
    "台": words("阶 账 风"),
    "所": words("有 得税 属 需 在地"),
    "座": words("谈"),
    "人": words("工智能 均 民 大代表 社 文 居环境 工影响"),
    "类": words("型"),
    "件": words("事 套"),
    "份": words("额"),
    "部": words("门 署 分 委 级 队"),
    "处": words("理 置 级 于"),
    "位": words("一体 于 列"),
    "种": words("植 养 子 业 类型"),
    "组": words("织 合 团"),
    "对": words("一 接 外 标 口"),
    "片": words("区 面"),
    "块": words("链"),
    "口": words("径 岸 碑"),
    "单": words("位 个 一 项"),
    "门": words("户 槛 类"),
    "张": words("网 图 表 清单"),
    "分": words("之 别 类 级 布 钟 重 明 批 期 段 步 区 子 析 散"),
    "道": words("路 德"),
    "方": words("面 案 式 向 针 位"),
    "克": words("服 隆"),
    "度": words("假 过"),
    "米": words("粉 面"),
    "期": words("间 限 末 货"),
    "班": words("组 子"),
    "头": words("部 雁"),
    "节": words("点 能 约 水"),
    "站": words("式 点位 位"),
    "本": words("地 市 区 省 科 级 土"),
    "起": words("步 到 来 草"),
    "字": words("号"),
    "集": words("聚 群 中 成 团"),
    "档": words("案"),
    "剂": words("型"),
    "样": words("板 本"),
    "根": words("据 本"),
    "床": words("位建"),
    "次": words("级 数"),
    "月": words("份"),
    "日": words("常"),
    "天": words("然 地"),
    "万人": words("口"),
    "P": words("C M O P H E L V I A"),
    "台套": words("利"),
    "列": words("入 车 为"),
    "只": words("跑 有 能"),
    "间": words("接 隔"),
    "户": words("外 籍 型 厕"),
    "支": words("持 撑 部 付 出 行"),
    "例": words("如 外"),
    "架": words("构"),
    "套": words("餐 利"),
    "款": words("项"),
    "场": words("景 所 地 馆 址 域"),
    "眼": words("科"),
    "升": words("级 规 至 到 学"),
    "桩": words("企"),
}

# -- comparators ------------------------------------------------------------------------------------------
AT_LEAST_BEFORE: Final = words(
    """
    不少于 不低于 不小于 不下于 不下 至少 最少 最低 起码 大于等于 大于或等于 ≥ 不得少于 不得低于
    不能低于 不能少于 达到或超过 不弱于 ≧
    """
)
AT_MOST_BEFORE: Final = words(
    """
    不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最多 最高 最大 小于等于 小于或等于 ≤ 不能超过
    不超 ≦ 不得大于
    """
)
MORE_THAN_BEFORE: Final = words("超过 超 超出 突破 高于 大于 多于 逾 > ＞ 冲破 破 迈过 优于 跨过")
LESS_THAN_BEFORE: Final = words("低于 小于 少于 不到 不足 不满 < ＜")
ABOUT_BEFORE: Final = words("约 大约 约为 近 接近 将近 大致 约达 约占")
# 节约50吨 saves 50 tonnes and is no "about"; 附近 and the like end in 近.
NOT_ABOUT_BEFORE: Final = words(
    """
    节约 集约 签约 预约 履约 违约 合约 契约 制约 公约 条约 特约 附近 最近 临近 靠近 邻近
    """
)
NOT_COMPARATOR_BEFORE: Final = words(
    """
    人均 户均 亩均 地均 村均 赶超 高超 反超 线上 网上 以上 及以上 海上 地上 年上
    """
)
# The value is arrived at from below, from above, or kept.
REACH_BEFORE: Final = words(
    """
    达到 达 到达 提高到 提高至 提升到 提升至 增加到 增加至 增至 增长到 增长至 上升到 上升至 升至 升到
    扩大到 扩大至 扩展到 扩展至 发展到 发展至 做到 攀升至 拓展到 拓展至 壮大到 壮大至 恢复到 跃升至
    跃升到 迈上 跃上 站上 冲刺 迈向 延长至 延长到 提至 提到 增到 扩至 加到 扩容至 扩充至 扩增至 保有
    翻至 倍增至 倍增到 推广到 覆盖到 占到 高达 可达 将达 均达 分别达
    """
)
FALL_TO_BEFORE: Final = words(
    """
    下降到 下降至 降低到 降低至 降到 降至 减少到 减少至 减至 减到 压缩到 压缩至 压减到 压减至 缩短到
    缩短至 缩减到 缩减至 压降至 压降到 控制到 精简到 精简至 削减到 削减至 压至 缩至 压缩为 缩短为 减为
    压减为 回落至 调减至 调减到 下调至 缩小到 缩小至 优化至 提速至 提速到 精简为 降为 控制在 严控在
    压控在 限制在
    """
)
HOLD_BEFORE: Final = words("保持在 稳定在 维持在 保持 稳定 保持为 维持 稳定到")
# Words between a noun and its value that say nothing about the comparison.
NEUTRAL_BEFORE: Final = words(
    """
    为 是 在 共 共计 合计 总计 累计 各 均 分别 要 应 各自 都 已 再 力争 争取 将 有望 确保 预计 约束 到
    至 平均 年均 每年 了 需 须 必须 总体 基本 整体 努力 ： :
    """
)
GROWTH_BEFORE: Final = words(
    """
    增长 增加 提高 提升 上升 扩大 上涨 递增 增速 增幅 增长率 增长速度 增长幅度 年均增速 年均增幅
    复合增长率 提高率 多增 提升了 加快 翻
    """
)
FALL_BEFORE: Final = words(
    """
    下降 降低 减少 压减 压降 缩短 压缩 削减 缩减 降幅 精简 下降率为 下调 减幅 下降幅度 压缩幅度 回落
    调减 缩小 递减 减 降
    """
)
# These change a figure only in per cent; 减排50万吨 is fifty saved.
RATIO_GROWTH_BEFORE: Final = words("增产 增收 增效 扩容 提速 提质 扩产")
RATIO_FALL_BEFORE: Final = words("减排 降本 减量 减负 节能 节约 节水 减损 降耗 降碳")
AT_LEAST_AFTER: Final = words("以上 及以上 或以上 （含）以上 (含)以上 （含）及以上 之上 起 以上（含）")
AT_MOST_AFTER: Final = words("以下 以内 之内 及以下 或以下 （含）以下 (含)以下 （含）以内 之下 内 封顶")
ABOUT_AFTER: Final = words("左右 上下 多左右")
LEVEL_AFTER: Final = words("级 量级 规模级 级别")
RANGE_SIGNS: Final = words("- — —— – － ~ ～ 至 到 ― ─ ﹣ \u2212 \u223c 〜 --")

# -- vague amounts --------------------------------------------------------------------------------------
VAGUE_BEFORE_OBJECT: Final = words(
    """
    一大批 一批批 一批 若干 一系列 多个 多家 多项 多条 多所 多座 多名 多支 数个 数家 数项 几个 几家
    几项 大批 一定数量的 一批次
    """
)
VAGUE_MEASURES: Final = words("项 个 家 条 名 篇 件 座 所 支 种 类 场 处 套 批")
WHOLE_COVERAGE: Final = words("全覆盖 全面覆盖 动态清零 清零 全部覆盖 全域覆盖 应保尽保")
TIMES_WORDS: Final = {
    "翻一番": 100.0,
    "翻番": 100.0,
    "翻两番": 300.0,
    "翻二番": 300.0,
    "翻三番": 700.0,
    "倍增": 100.0,
}
NOT_DOUBLING_AFTER: Final = words(
    """
    计划 行动 工程 方案 效应 器 企业 培育 战略 发展行动 项目 提质 三年 目标 ”
    """
)
