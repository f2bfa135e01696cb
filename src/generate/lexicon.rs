//! The words that generated text is made of: everyday words, listed by us, in an order that stands
//! for how common they are. Names of places are put together from syllables, so that the vocabulary
//! grows with the corpus as it does in life.

use super::Language;

/// Words of one subject, commonest first.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Name of the theme in `truth.json`.
    pub name: &'static str,
    /// Its nouns.
    pub nouns: &'static str,
}

/// Words of one language, each list in one string, commonest first.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    /// The themes.
    pub subjects: &'static [Subject],
    /// Who acts.
    pub actors: &'static str,
    /// How.
    pub adverbs: &'static str,
    /// What is done to a noun.
    pub verbs: &'static str,
    /// What becomes of a noun by itself.
    pub outcomes: &'static str,
    /// Nouns of no theme.
    pub nouns: &'static str,
    /// First words of a clause.
    pub openers: &'static str,
    /// First and second parts of the names of places.
    pub syllables: (&'static str, &'static str),
    /// Ends of the names of places.
    pub places: &'static str,
    /// Heads of slogans, varied from one occurrence to the next.
    pub slogan_verbs: &'static str,
    /// The parts of a slogan's core.
    pub slogan_cores: [&'static str; 3],
    /// What stands between two words.
    pub space: &'static str,
    /// The marks between clauses and behind sentences.
    pub marks: (&'static str, &'static str),
    /// The quotation marks.
    pub quotes: (&'static str, &'static str),
}

/// The words of a language.
pub fn of(language: Language) -> &'static Lexicon {
    match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    }
}

const CHINESE: Lexicon = Lexicon {
    subjects: &[
        Subject {
            name: "农业",
            nouns: "农田 粮食 农户 水稻 果园 蔬菜 种子 灌溉 合作社 农机 大棚 土壤 收成 茶叶 养殖 \
                    耕地 农产品 播种 肥料 牧场 渔业 林地 村庄 良种 冷库 秸秆 丰收 田间 水渠 药材",
        },
        Subject {
            name: "教育",
            nouns: "学校 教师 学生 课堂 教材 幼儿园 考试 校园 家长 课程 图书 职业教育 招生 操场 \
                    阅读 实验室 奖学金 校车 宿舍 毕业生 培训班 作业 食堂 辅导 体育课 教研 学费 班级",
        },
        Subject {
            name: "医疗",
            nouns: "医院 医生 患者 疫苗 药品 门诊 护士 诊所 病房 手术 急救 医保 体检 慢性病 康复 \
                    中医 挂号 健康档案 救护车 处方 病床 护理 检验 传染病 药店 家庭医生 献血 心理",
        },
        Subject {
            name: "交通",
            nouns: "公路 铁路 桥梁 公交 车站 隧道 航线 港口 地铁 货车 司机 停车场 高速公路 客运 \
                    物流 路面 信号灯 机场 码头 自行车 车辆 航运 收费站 旅客 班车 枢纽 站台 里程",
        },
        Subject {
            name: "环境",
            nouns: "河流 空气 森林 湿地 污水 垃圾 水质 绿地 湖泊 节能 排放 噪声 植树 候鸟 水源 \
                    沙地 山林 回收 电池 公园 烟尘 草原 雨水 海岸 生态 土地 野生动物 清洁能源 堤岸",
        },
        Subject {
            name: "企业",
            nouns: "工厂 企业 订单 工人 车间 贷款 税收 市场 产品 专利 出口 机器人 园区 投资 芯片 \
                    设备 研发 品牌 库存 利润 供应链 客户 电商 展会 合同 原料 生产线 创业者 软件 仓库",
        },
        Subject {
            name: "文化",
            nouns: "剧团 博物馆 演出 古镇 书法 图书馆 戏曲 展览 文物 民歌 电影 手工艺 节日 游客 \
                    故事 画家 乐队 诗歌 遗址 舞蹈 民宿 景区 广场舞 茶馆 传承人 年画 祠堂 音乐会",
        },
        Subject {
            name: "治理",
            nouns: "社区 居民 法院 调解 网格 议事会 志愿者 消防 物业 警察 律师 热线 选举 楼道 案件 \
                    纠纷 信访 巡逻 台账 公示 村民 普法 监控 安全 邻里 档案 听证会 窗口 老旧小区 路灯",
        },
    ],
    actors: "各地 有关部门 全市 当地 干部 群众 代表们 负责人 专家 委员 许多家庭 工作组 年轻人 老人 \
             记者 不少单位 技术人员 主管部门 全县 村里 镇上 大家 服务中心 管理处 研究所 协会 委员会",
    adverbs: "持续 积极 稳步 不断 认真 全面 及时 逐步 主动 大力 深入 有序 切实 统一 提前 努力 重点 \
              定期 共同 反复 广泛 陆续 首先 严格 平稳",
    verbs: "推进 加强 改善 完善 建设 落实 发展 保护 提高 增加 支持 检查 改造 管理 扩大 建立 解决 \
            服务 组织 培养 优化 引进 修建 调整 统计 关心 宣传 利用 研究 保障 规范 协调 购买 开放",
    outcomes: "明显改善 稳步增长 进展顺利 全部完成 受到欢迎 正式启用 不断增多 开始试点 更加方便 已经到位 \
               仍然不足 值得重视 逐年减少 焕然一新 供不应求 基本稳定 超过预期 如期开工",
    nouns: "工作 项目 问题 情况 计划 经验 条件 能力 水平 制度 资金 标准 环节 任务 措施 机制 信息 需求 \
            质量 效果 范围 成本 时间 责任 方案 人员 规模 基础 目标 合作 数据 成果 机会 过程 方法 困难",
    openers: "今年以来 目前 同时 下一步 据了解 近年来 此外 会议指出 另一方面 为此 到年底 在调研中 \
              据介绍 过去一年 从长远看 与去年相比 在现场 因此 值得一提的是 随后",
    syllables: (
        "东 西 南 北 上 下 长 大 小 新 古 石 金 银 青 白 红 黄 清 平 安 永 和 兴 云 龙 松 竹 梅 柳 \
         桃 杨 高 双 三 万 天 星 月 春",
        "江 河 湖 山 溪 岭 坪 塘 桥 湾 沟 坡 泉 洲 港 屯 店 集 庄 营 林 田 岩 滩 峰 川 浦 堰 津 源",
    ),
    places: "县 镇 市 区 乡 村 街道",
    slogan_verbs: "打造 擦亮 书写 绘就 共建",
    slogan_cores: [
        "山水 云上 两岸 千年 百里 四季 湖畔 星空 金色 碧海 青春 春风",
        "和美 幸福 宜居 书香 明珠 繁花 同心 智慧 清朗 希望 锦绣 安澜",
        "新画卷 好家园 大舞台 会客厅 连心桥 新名片 示范带 样板间 金钥匙 同心圆 新篇章 聚宝盆",
    ],
    space: "",
    marks: ("，", "。"),
    quotes: ("“", "”"),
};

const ENGLISH: Lexicon = Lexicon {
    subjects: &[
        Subject {
            name: "farming",
            nouns: "farmers crops wheat orchards soil irrigation cattle harvests seeds barns tractors \
                    dairies vineyards grain pastures sheep fertiliser greenhouses vegetables beehives",
        },
        Subject {
            name: "schools",
            nouns: "schools teachers pupils classrooms lessons exams textbooks parents libraries \
                    playgrounds kindergartens apprentices scholarships homework tutors graduates",
        },
        Subject {
            name: "health",
            nouns: "hospitals doctors patients nurses vaccines clinics surgeries ambulances medicines \
                    wards pharmacies midwives prescriptions diagnoses screenings therapists",
        },
        Subject {
            name: "transport",
            nouns: "roads railways bridges buses stations tunnels ports ferries drivers airports \
                    cyclists trams lorries timetables passengers pavements junctions",
        },
        Subject {
            name: "environment",
            nouns: "rivers forests wetlands emissions recycling wildlife beaches air water parks \
                    hedgerows floods reservoirs landfill turbines birds peatland",
        },
        Subject {
            name: "business",
            nouns: "factories companies orders workers exports loans patents investors markets \
                    suppliers warehouses products engineers profits contracts robots startups",
        },
    ],
    actors: "ministers councils residents officials experts volunteers families delegates inspectors \
             committees neighbours members researchers managers campaigners visitors",
    adverbs: "steadily gradually carefully openly quickly jointly widely regularly actively rarely",
    verbs: "improve support protect expand inspect fund rebuild review extend serve train manage plan \
            modernise measure defend",
    outcomes: "grew again|were well received|remain short|improved slowly|opened on time|cost more|\
               deserve attention|fell by half|are ready|met the target",
    nouns: "projects budgets standards plans services results problems skills costs rules methods \
            targets systems reports surveys needs",
    openers: "this year|meanwhile|at present|in addition|by contrast|last month|for that reason|\
              on site|in the long run|according to the survey|as before|next",
    syllables: (
        "ash black brook clay east elm fair green hart high king lang marsh north oak red sand stan \
         thorn west whit wood",
        "bury by combe dale don field ford ham hurst leigh ley mere mouth pool stead ton wick worth",
    ),
    places: "county council parish district",
    slogan_verbs: "building winning keeping sharing",
    slogan_cores: [
        "brighter fairer safer greener prouder bolder calmer kinder",
        "valleys towns shores streets homes hills islands markets",
        "for every child|from coast to coast|for all of us|one step ahead|that last a lifetime|\
         beyond the horizon|with open doors|under one roof",
    ],
    space: " ",
    marks: (", ", ". "),
    quotes: ("\"", "\""),
};
