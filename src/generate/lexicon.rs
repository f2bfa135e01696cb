//! What generated text is put together by: the nouns of the themes, the parts of names and slogans, and
//! the patterns of phrases and clauses with their words of grammar, all listed by us, commonest first.
//!
//! A pattern is words and slots, parted by spaces: `N` a noun, `V` a verb, `A` an adjective, `D` an
//! adverb, `H` a person, `P` a place, `O` an organisation, `#` a quantity, `Y` a date, `~` a phrase;
//! all else stands for itself.

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
    /// Patterns of phrases, parted by `|`.
    pub phrases: &'static str,
    /// Patterns of clauses, parted by `|`.
    pub clauses: &'static str,
    /// How often pieces of more than a phrase are stock, in per cent of how often they are in Chinese news.
    pub stock: u32,
    /// First words of a clause.
    pub openers: &'static str,
    /// First and second parts of the names of places.
    pub syllables: (&'static str, &'static str),
    /// Ends of the names of places.
    pub places: &'static str,
    /// Family names.
    pub families: &'static str,
    /// Parts of given names.
    pub given: &'static str,
    /// Parts of foreign names.
    pub foreign: &'static str,
    /// Ends of the names of organisations.
    pub organisations: &'static str,
    /// Patterns of quantities: `#` stands for a number.
    pub quantities: &'static str,
    /// Patterns of dates: `Y`, `M` and `D` stand for numbers.
    pub dates: &'static str,
    /// What may stand before and behind a slogan.
    pub around: (&'static str, &'static str),
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

impl Lexicon {
    /// The words that stand in themes and slogans only.
    pub fn set_apart(&'static self) -> impl Iterator<Item = &'static str> {
        let nouns = self.subjects.iter().map(|s| s.nouns);
        let parts = nouns.chain(self.slogan_cores);
        parts.flat_map(|list| list.split(['|', ' '])).map(str::trim).filter(|w| !w.is_empty())
    }
}

/// The members of a list: parted by `|` where it has any, else by spaces.
pub fn list(list: &'static str) -> Vec<&'static str> {
    match list.contains('|') {
        true => list.split('|').map(str::trim).collect(),
        false => list.split_whitespace().collect(),
    }
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
    phrases: "N N|V N|N|A N|V|N N N|N 、 N|N 的 N|V N N|D V N|A 的 N|N 和 N|N 、 N 、 N|V 了 N|N V|# N|P N|Y|H|“ N N ”|V # N|D V|\
              V 的 N|N 等 N|N 中 的 N|对 N 的 N|P 、 P 、 P|不 V N|V N 和 N|N 上|O|P 的 N|A N 、 A N|“ V N ”|\
              N N V N|V 着 N|以 N 为 N|由 N V 的 N|超过 #|《 N N N 》|从 N 到 N|把 N V 到 N|不仅 V N|各 N N|\
              每 N N|这 一 N|V 起 N|又 A 又 A|被 N V|这些 N|# 以上|N 之 N|一个 N|V 出 A 的 N",
    clauses: "~ ~|~ V ~|P ~|~ 在 ~|在 P ~|~ 是 ~|~ ~ ~|~ 和 ~|Y ~|# ~|~ 的 ~|O ~|对 ~ V ~|H 在 ~|~ V|为 ~ V ~|~ 将 ~|\
              ~ 与 ~|H 表示|~ 达 #|~ 已 ~|~ 有 ~|~ V 了 ~|~ 也 ~|让 ~ V|以 ~ V ~|从 ~ ~|Y 以来 ~|~ 都 ~|~ 要 ~|\
              同比 增长 #|~ 被 ~|~ 向 ~|~ 还 ~|~ 使 ~|由 ~ V|通过 ~|随着 ~|据 ~ V|~ 就 ~|~ 可以 ~|~ 成为 ~|如果 ~",
    stock: 100,
    openers: "今年以来 目前 同时 下一步 据了解 近年来 此外 会议指出 另一方面 为此 到年底 在调研中 \
              据介绍 过去一年 从长远看 与去年相比 在现场 因此 值得一提的是 随后",
    syllables: (
        "东 西 南 北 上 下 长 大 小 新 古 石 金 银 青 白 红 黄 清 平 安 永 和 兴 云 龙 松 竹 梅 柳 \
         桃 杨 高 双 三 万 天 星 月 春",
        "江 河 湖 山 溪 岭 坪 塘 桥 湾 沟 坡 泉 洲 港 屯 店 集 庄 营 林 田 岩 滩 峰 川 浦 堰 津 源",
    ),
    places: "县 镇 市 区 乡 村 街道",
    families: "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 \
               傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆",
    given: "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀 霞 平 刚 桂 英 华 玉 兰 红 梅 建 国 文 辉 力 永 健 世 广 志 \
            义 兴 良 海 山 仁 波 宁 贵 福 生 龙 元 全 胜 学 祥 才 发 武 新 利 清 飞 彬 富 顺 信 子 昌 成 康 星 光 天 达 安 岩 \
            中 茂 进 林 有 坚 和 彪 博 诚 先 敬 震 振 壮 会 思 群 豪 心 邦 承 乐 绍 功 松 善 厚 庆 民 友 裕 河 哲 江 亮 政 谦 亨",
    foreign: "阿 巴 布 卡 克 德 迪 多 尔 法 菲 弗 加 格 哈 赫 霍 基 杰 科 库 拉 莱 里 利 林 卢 罗 马 曼 梅 米 莫 纳 尼 诺 帕 佩 \
              普 奇 萨 塞 沙 什 斯 苏 塔 特 托 瓦 维 沃 西 希 亚 伊 扎 泽 茨 兹 安 奥 贝 比 丹 登 恩 吉 金 肯 兰 伦 穆 内 森 顿",
    organisations: "公司 大学 集团 研究院 银行 医院 中学 协会 基地 研究所 合作社 博物馆 服务中心 学院 有限公司 开发区",
    quantities: "#%|#万|#个|#亿元|#名|#万人|#家|#公里|#多个|#项|#年|#余人|#倍|#万吨|#次|#亩|#个百分点|#米|第#届|#岁|#平方米|\
                 #摄氏度|#亿千瓦时|#所|#座|#辆|#条|#场|#元|#小时",
    dates: "今年|M月D日|Y年|D日|Y年M月|今天|去年|Y年M月D日|目前|近日|M月份|日前|昨天|近年来|前M个月|当天|上半年|M月底",
    around: (
        "为了|努力|全力|着力|一起|携手|合力|奋力|用心|加快|共同|来|就是要|继续|致力于|旨在|围绕|通过|今天|正在|坚持|如何|\
         不断|联手|主动|以|把|让|只有|立志|誓要|人人|并肩|接力|持续|提出|号召|争相",
        "的 N|，V N|。|这 一 N|，|、V N|、N N|是 N|，D V|方面 V|需要 N|之 N|已 V|的 A N|，让 N V|离不开 N|成 了 N|时|中|工程",
    ),
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
    phrases: "N|the N|V N|A N|V|N N|N of N|V the N|to V|N and N|V a N|D V|a A N|in N|for N|A N N|# N|of the N|in P|H|\
              with N|to V N|V their N|that V|on N|the A N|by N|at the N|Y|from N to N|O|A and A N|its N|as N|the N of N|\
              N , N and N|who V|\" A N \"|not V|every N|more N|this N|no N|be V|more than #|V into N|V by N|N N N",
    clauses: "~ ~|~ V ~|~ is ~|~ ~ ~|~ was ~|~ and ~|Y ~|H said ~|in P ~|O ~|~ are ~|~ have V ~|~ will V ~|~ has ~|# ~|\
              ~ that ~|~ were ~|P ~|~ with ~|it was ~|~ at ~|~ which ~|there are ~|~ would V ~|when ~ V|~ but ~|\
              if ~ V|~ as ~|they V ~|we V ~|~ can V ~|because ~|~ up # ~|~ who V ~|~ had V ~|~ for ~",
    stock: 10,
    openers: "this year|meanwhile|at present|in addition|by contrast|last month|for that reason|\
              on site|in the long run|according to the survey|as before|next",
    syllables: (
        "ash black brook clay east elm fair green hart high king lang marsh north oak red sand stan \
         thorn west whit wood",
        "bury by combe dale don field ford ham hurst leigh ley mere mouth pool stead ton wick worth",
    ),
    places: "county council parish district",
    families: "Smith Jones Taylor Brown Wilson Evans Walker Wright Green Hall Wood Clarke Hughes Lewis Harris Cooper Ward \
               Turner Hill Moore Parker Cook Bell Murphy Shaw Reid Mason Grant Fox Webb Burns Rose Lane Dean Hart Frost",
    given: "Anna Ben Clare David Ellen Frank Grace Harry Irene Jack Kate Liam Mary Nina Oscar Peter Rosa Sam Tom Una Vera \
            Will Zoe Adam Beth Carl Dora Eric Fay Gus Hugh Ida Joan Karl Lena Max Noel Olga Paul Ruth Saul Tess",
    foreign: "ba be bo ca co da de di do fa fe ga go ha he ho ja jo ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po \
              ra re ri ro sa se si so ta te ti to va ve vi vo ya za zo lan len man mar min nor son tan van",
    organisations: "Company|University|Group|Institute|Bank|Hospital|Association|Trust|Society|College|Museum|Agency",
    quantities: "#|# per cent|# million|# hundred|# thousand|about #|nearly #|# dozen|# billion",
    dates: "today|this year|last week|in Y|on D May|on D June|on D October|last year|in March Y|on D March|recently|now",
    around: (
        "we are|by|of|start|about|a plan for|let us keep|the promise of|towards|plans for|come to|they speak of|all for|now|\
         go on|a year of|ready for|part of|pride in|dream of|money for|how|before|after|instead of|call for|step by step",
        "V N|is N|and N|, the N|.|with A N|, V N|V the N|D V|has V|again|, said H|, A N|this year|now|means N|needs N|while N V",
    ),
    slogan_verbs: "building winning keeping sharing",
    slogan_cores: [
        "brighter fairer safer greener prouder bolder calmer kinder livelier healthier smarter happier",
        "valleys towns shores streets homes hills islands markets meadows villages quaysides rooftops",
        "for every child|from coast to coast|for all of us|one step ahead|that last a lifetime|\
         beyond the horizon|with open doors|under one roof|on common ground|hand in hand|\
         without a detour|worth the wait",
    ],
    space: " ",
    marks: (", ", ". "),
    quotes: ("\"", "\""),
};
