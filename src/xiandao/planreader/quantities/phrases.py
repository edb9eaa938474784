"""Verbs, fillers and the cues that turn a number into an aim, a condition, a policy's terms or history."""

from __future__ import annotations

from typing import Final

from xiandao.planreader.quantities.wordlists import words

# -- verbs ----------------------------------------------------------------------------------------------
# Verbs that are verbs wherever they stand: they open the phrase that names what is done.
STRONG_VERBS: Final = words(
    """
    获 新认定 新引进 新培育 新引育 新开通 新获批 新创建 新签约 新落地 新组建 新改建 新改扩建 新投放
    新开发 新推出 新建成 新打造 新集聚 新设立 建成 建立 打造 培育 培养 引进 引育 引入 集聚 汇聚 聚集
    吸引 招引 新增 净增 新建 改建 扩建 创建 组建 设立 成立 形成 攻克 掌握 取得 获得 获批 获取 发表
    承担 承接 孵化 推出 发布 出台 制定 制修订 编制 举办 开展 完成 落实 部署 投放 遴选 选树 选派 选拔
    培优 带动 撬动 拉动 吸纳 淘汰 关停 盘活 腾退 发放 争取 谋划 做强 做大 做优 壮大 涌现 产生 诞生
    输出 挖掘 征集 接入 开通 开设 归集 汇集 敷设 架设 配备 购置 置换 拍摄 研制 创制 创成 解决 建好
    突破 实施 推动 推进 构建 搭建 育成 招收 办好 办成 召开 举行 主导 牵头制定 建强 做精 达成 签订 促成
    遴选出 新开工 实现 轮训 募集 筹集 提供 释放 梳理 创办 开拓 增加 减少 压减 压缩 降低 缩短 提高 评选
    打通 畅通 疏通 确保 开行 开辟 新开 入选 复垦 鼓励 备选 建档 纳入 派驻 输送 促进就业 发现 催生 增设
    增补 改扩建 突破性 健全 布点 吸附 加装 创评 争创 创优 争取到 获评 荣获 斩获 摘得 引聚 育强 抓好
    抓实 盘活利用 推行 建有 配建 开播
    """
)
# Verbs that as often are part of a noun (企业培训): they open a phrase only at its start.
NOMINAL_VERBS: Final = words(
    """
    安排 发展 满足 招聘 储备 收储 发行 揭榜 铺设 安装 采购 出版 接待 化解 招商 储存 推广 认证 申报
    受理 办理 组织 参与 布设 布局 签约 落地 对接 服务 惠及 覆盖 帮扶 资助 扶持 支持 开放 开发 开工
    竣工 投运 建设 改造 整治 治理 修复 提升 促进 转化 申请 培训 吸收 融资 投入 投资 探索 拥有 创造
    扩大 增长 保留 贡献 认定 优化 保护 保持 恢复 种植 养殖 造林 绿化 流转 供应 供给 生产 销售 出口
    引导 上线 升级 更新 报废 回收 消纳 替代 节约 减排 并网 检测 检查 抽查 走访 研发 创新 授权 登记
    备案 转移 稳定 巩固 验收 投产 达产 上市 融通 应用 示范 推介 建 招 引 育 攻关 完善 集成 加快 策划
    推荐 评定 选育 审定 繁育 实行 执行 设置 配置 配套 试点 供地
    """
)
# Verbs that say of something named before them that it has come about.
FINISHED: Final = words(
    """
    办结 完成 办理完毕 到位 投产 落地 建成 投用 建成投用 投入使用 投入运营 启动 开工 上线 送达 竣工
    建成投产 运营
    """
)
# Words that contain a verb but are nouns.
NOUNS_WITH_VERBS: Final = words(
    """
    收获 捕获 获奖 获利 获客 获得感 解决方案 应用程序 投资基金 建设用地 服务业 建成区 发布会 推进会
    对接会 组织部 社会组织 合作组织 国际组织 经济组织 投资额 投入产出 招商引资 应用场景 引导基金
    服务平台 建筑 引领 教育 体育 突破口 孵化器 孵化载体 孵化基地 培训班 推介会 招聘会 集聚区 引擎 建材
    转化率 引力 指引 索引 引水 招标 招待 党建 基建 土建 带动力 集成电路 福建 增加值 实施率 完成率
    开工率 覆盖率 覆盖面 普及率 孵化园 改造率 治理率 实现率 就业培训 承担单位 开发区 发展区 实施单位
    组织机构 落地率 开放型 开放式 育苗 育种 保育 创新平台 创新中心 服务中心 研发机构 研发中心 创新型
    示范区 示范基地 上市公司 上市企业
    """
)
# Verbs that only carry the sentence: the name of the target is better without them.
LIGHT_VERBS: Final = words(
    """
    实现 推动 促进 确保 保持 保障 使得 使 推进 达到 力促 引导 支持 鼓励 稳定 完成 维持
    """
)

# -- fillers --------------------------------------------------------------------------------------------
# Words at the start of a clause that are no part of an object.
LEADING_FILLERS: Final = words(
    """
    力争 争取 努力 确保 有望 力求 积极 全力 着力 大力 加快 进一步 持续 稳步 其中 同时 此外 并且 并 且
    还 再 另 以及 及 和 与 等 使 将 要 应 必须 需 须 累计 合计 共计 总计 共 一是 二是 三是 四是 五是
    六是 七是 全市 全区 全省 全县 全镇 全域 全国 我市 我区 我省 我县 本市 本区 本省 本县 基本 初步
    率先 成功 至少 总体 计划 预计 预期 规划 拟 分别 各 都 均 也 到期末 期末 期间 末 底 前 ， 、 ： : ,
    — - · ● • ■ * # ｜ 力争实现 目标 主要目标 具体目标 。 ； 的 了 在 以 年内 时 内 | > ○ 每年 年均
    平均每年 逐年 年度 全年 当年 每季度 每月 每半年 每两年 严格 切实 原则上 目前有 目前 当前 现有 已有
    共有 已 严格控制 严控 含 包括 包含 对 为 向 让 给 每个 所有
    """
)
# Fillers that say how often: they stay in the name, for the target means another thing without them.
FREQUENCY_FILLERS: Final = words("每年 年均 平均每年 每季度 每月 每半年 每两年 逐年 全年")
TRAILING_FILLERS: Final = words(
    """
    累计 合计 共计 总计 共 分别 均 都 力争 争取 各 将 要 应 为 是 在 有望 确保 到 至 ， ： : 也 已 再
    的 了 须 需 必须 努力 平均 每年 总体 基本 全部 稳步 持续 进一步 比重 、 左右 控 — - 年均 逐年 逐步
    实现 预计
    """
)
# A clause that begins so has no subject of its own: it goes on about the object before it.
CONTINUING: Final = words("占 年均增 增速 增幅 增长 同比 较 比 年均 其中 达到")

# Metric words that say nothing without what stands before them: 研发投入占营业收入的比重, 基金总规模.
DEPENDENT_NOUNS: Final = words(
    """
    人均 户均 亩均 地均 比重 占比 比例 数量 总数 总量 规模 总规模 增速 产值 收入 面积 份额 数 率 总额
    平均增速 年均增速 浓度 水平 强度 能力 时间 时限 总产值 增加值 营收 投资 总投资 产量 产能 年产值
    年产能 年收入 年营收 估值 市值 总面积 增幅 覆盖率 普及率 占有率 主营业务收入 营业收入 销售收入
    投资额 额度 首期规模 建筑面积 年产
    """
)
# What may follow a value and yet be no object of it.
EMPTY_OBJECTS: Final = words(
    """
    大关 的目标 目标 水平 的水平 的规模 规模 关口 台阶 新台阶 等 的比例 比例 的 以上水平 为止 的增速
    的增长 增长 的速度 的年均增速 完成 的标准 标准 任务 的任务 ， 及 和 并 且 以 行列 梯队 新高 的体量
    体量 的份额 的比重 比重 的台阶
    """
)

# -- cues -----------------------------------------------------------------------------------------------
# The state of things until an aim is announced; the strong ones hold beyond their sentence.
PAST_STRONG: Final = words(
    """
    近年来 近几年 近三年 近五年 近两年 三年来 五年来 过去 过去五年 过去三年 以来， 历年 发展基础
    发展现状 现状 去年 上年末 “十三五”期间 “十二五”期间 “十三五”时期
    """
)
PAST_WEAK: Final = words(
    """
    目前 当前 现有 已有 已建 已集聚 已形成 已达 已经 已累计 已引 已培 已获 已完成 已成 已认定 已开
    已落 已吸 已聚 已实现 已突破 已超 已拥 已发 已汇 上年 现已 建成了 形成了 集聚了 培育了 达到了
    实现了 引进了 取得了
    """
)
NOT_PAST: Final = words(
    """
    比上年 由现有 从现有 由目前 从目前 由当前 从当前 较上年 较去年 比去年 高于去年 高于上年 以上年
    以上年度 对照现状
    """
)
AIM: Final = words(
    """
    力争 争取 努力 有望 确保 计划到 计划建 计划新 预计到 将达 下一步 未来三年 未来五年 未来几年
    主要目标 发展目标 工作目标 总体目标 目标是 预期 将建 将新 将培
    """
)
ASPIRATIONAL: Final = words("力争 争取 努力 有望 探索 尝试 力求 冲刺 争创 瞄准 积极争取 鼓励")
BINDING: Final = words(
    """
    必须 确保 严格控制 严控 应当 不得 务必 守住 坚决完成 须 应 保证 硬性 不突破 严守 坚守
    """
)
# 应 inside these is no "shall", 须/争取 inside these no command or hope.
NOT_STRENGTH: Final = words(
    """
    应用 响应 供应 相应 效应 适应 对应 反应 应急 应对 应收 感应 应邀 应届 回应 呼应 应变 应战 应税
    应力 一应 理应 应装 应保 应建 应并 应接 应上 应统 应收尽 应改 应纳 应享 应放 应进 应减 应开 应检
    应种 应入 应替 无须 必须品 探索者 勘探 不得不 胡须
    """
)
STATED_BINDING: Final = words("约束性")
STATED_EXPECTED: Final = words("预期性")
POLICY: Final = words(
    """
    每项支持 每家支持 每个支持 每项资助 支持不超过 支持额度 给予 奖励 补贴 补助 资助 贴息 奖补 予以奖
    予以补 最高不超过 单个项目 单户 专项资金支持 资金支持 一次性奖励 一次性补 一次性给予 一次性资助
    一次性支持 最高支持 最高可 予以支持 扶持资金 可申报 可享受 可申请 按照不超过 的比例给 减按 减征
    免征 税前扣除 罚款 处以 每家每年
    """
)
CONDITION: Final = words(
    """
    申报条件 准入条件 申请条件 入驻条件 认定条件 须满足 应满足 应具备 须具备 符合下列 符合以下
    满足以下 凡是 凡在 凡符合 且符合
    """
)
# After a quantity's noun these say that the quantity was a condition: whoever is so large may apply.
ELIGIBLE_AFTER: Final = words("可申 可享 方可 可按 可给 可优先 可向 可参照 均可 视为 的，可")
TREATED_AFTER: Final = words("享受 予以 给予 优先 奖励 适用 参照 应当 须 不得")
# What stands right before a number that counts nothing to be built: 在5个领域, 围绕3个方向.
NO_AIM_BEFORE: Final = words(
    """
    在 从 围绕 聚焦 分 分成 分为 按 按照 坚持 依托 涉及 针对 前 这 其他 由 作为 以 发挥 利用 用好 统筹
    突出 把握 贯彻 印发 根据 对照 用 通过 做到 任何 另外 与 明确 落实 紧扣 锚定 立足 结合
    """
)
RATE_ENDINGS: Final = words("比重 占比 比例 率 规模 余额 额 度")
# -- vague progress -------------------------------------------------------------------------------------
PROGRESS: Final = words(
    """
    进一步 明显 显著 大幅 更加 不断 持续 稳步 日益 全面提升 基本建成 基本形成 初步形成 初步构建 蓬勃
    有效提升
    """
)

# -- objects --------------------------------------------------------------------------------------------
# Heads that can themselves be as large as the number before 的: 打造千亿级产业集群.
SIZED_HEADS: Final = words(
    """
    集群 产业 先导区 高地 基地 园区 市场 产业链 生态 示范区 赛道 板块 基金 基金群 生产线 装置 电站
    工厂 产能 能力 规模 园 区 城 港 枢纽 中心 项目 母基金 资金池 走廊 带 田 林 网 体系 平台 线 库
    产业带 经济带 管网 公园
    """
)
MAKING_VERBS: Final = words(
    """
    形成 打造 建成 建设 构建 设立 组建 新建 培育 做大 做强 壮大 建立 发起设立 新增 推动形成 加快形成
    成立 募集 达成 集聚 创建
    """
)
MONEY_SCALE: Final = words(
    """
    规模 产值 收入 营收 投资 资金 基金 税 增加值 GDP 生产总值 销售 交易额 额 市场 融资 贷款 授信 产业
    集群 利润 经济 成交 企业 消费 贸易 估值 市值 值
    """
)
# What money itself is called: 发放50亿元贷款 lends that much, 引进50亿元项目 counts no money.
MONEY_THINGS: Final = words(
    """
    贷款 资本 资金 基金 投资 债券 授信 融资 税收 产值 订单 担保 保费 消费券 信贷 规模 收入 交易 销售
    利润 成本 负担 财力
    """
)
NOT_MONEY_SCALE: Final = words("用户 人次 流量 下载 访问 数据 点击 浏览 曝光 播放 参数 注册量")
# An index or a rate without a unit is a value all the same: PUE降至1.3以下.
UNITLESS_METRICS: Final = words(
    """
    指数 PUE 系数 容积率 比 值 度 得分 评分 率 效率 强度 能效 总分 比值 数量 总数 总量 数 量 规模 家数
    能效比
    """
)
TIME_METRICS: Final = words(
    """
    时间 时限 时长 周期 环节 办结 审批 办理 响应 开办 压缩 缩短 压减 时延 寿命 年限 期限 延迟 通关
    通行 到达 接电 天数 小时数 续航 降
    """
)
LONG_TIME_METRICS: Final = words("寿命 年限 周期 优良天数 天数 预期寿命 运行时间 续航 利用小时 小时数")
IDIOMS: Final = words(
    """
    五个中心 四个中心 四个自信 四个意识 两个维护 两个确立 四个全面 三个务必 四个面向 一件事 两个毫不
    六个百分 一个中国 一个窗口 一个口子 一个标准 三个代表 两个大局 三个一 四个一 五个一 两个健康
    四个一批 一张图 一张网 一本账 十个一 两个一百年 三个清单 一个目标 一条龙 一条心 一条主线
    """
)
# Nouns of which a plan has so many itself.
NEVER_BUILT: Final = words("方面 维度 层面 阶段 原则 层级 角度 层次 步骤 百分百 100%")
STOP_NOUNS: Final = words(
    """
    方面 维度 层面 阶段 原则 层级 角度 层次 关键 结合 坚持 统筹 抓手 聚焦 转变 定位 着力 步骤 梯次
    导向 突出 百分 环节 百分百 一 维护 确立 整体 体系 格局 合力 闭环 机制 局面 链条
    """
)
