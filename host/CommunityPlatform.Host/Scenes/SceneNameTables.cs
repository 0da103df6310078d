namespace CommunityPlatform.Host.Scenes;

/// <summary>
/// The characters demo names are made of, each with its reading as a name. Given-name characters are soft and
/// everyday, and pairs that would spell a well-known person's name with a common surname were left out.
/// ü is typed as v. In the surname table the number is the weight.
/// </summary>
internal static class SceneNameTables
{
    public const string Surnames =
        "王 wang 71,李 li 70,张 zhang 68,刘 liu 52,陈 chen 46,杨 yang 33,黄 huang 22,赵 zhao 21,吴 wu 20,周 zhou 20," +
        "徐 xu 15,孙 sun 15,马 ma 14,朱 zhu 13,胡 hu 12,林 lin 12,郭 guo 12,何 he 11,高 gao 11,罗 luo 10," +
        "郑 zheng 9,梁 liang 9,谢 xie 8,宋 song 8,唐 tang 7,许 xu 7,邓 deng 6,冯 feng 6,韩 han 6,曹 cao 6," +
        "曾 zeng 5,彭 peng 5,萧 xiao 5,蔡 cai 5,潘 pan 5,田 tian 5,董 dong 5,袁 yuan 5,于 yu 5,余 yu 5," +
        "叶 ye 4,蒋 jiang 4,杜 du 4,苏 su 4,魏 wei 4,程 cheng 4,吕 lv 4,丁 ding 4,沈 shen 4,任 ren 4," +
        "姚 yao 4,卢 lu 4,傅 fu 4,钟 zhong 4,姜 jiang 4,崔 cui 4,谭 tan 4,廖 liao 4,范 fan 3,汪 wang 3," +
        "陆 lu 3,金 jin 3,石 shi 3,戴 dai 3,贾 jia 3,韦 wei 3,夏 xia 3,邱 qiu 3,方 fang 3,侯 hou 3," +
        "邹 zou 3,熊 xiong 3,孟 meng 3,秦 qin 3,白 bai 3,江 jiang 3,阎 yan 3,薛 xue 3,尹 yin 3,段 duan 2," +
        "雷 lei 2,黎 li 2,史 shi 2,龙 long 2,陶 tao 2,贺 he 2,顾 gu 2,毛 mao 2,郝 hao 2,龚 gong 2," +
        "邵 shao 2,万 wan 2,钱 qian 2,严 yan 2,赖 lai 2,覃 qin 2,洪 hong 2,武 wu 2,莫 mo 2,孔 kong 2";

    // Several of these are read differently from the everyday character, which is what search must get right.
    public const string RareSurnames =
        "单 shan,解 xie,仇 qiu,查 zha,区 ou,朴 piao,佘 she,郗 xi,亓 qi,逄 pang,乐 yue,尉 wei,逯 lu,虢 guo,阚 kan,麴 qu";

    public const string CompoundSurnames =
        "欧阳 ou yang,司徒 si tu,上官 shang guan,诸葛 zhu ge,皇甫 huang fu,尉迟 yu chi,令狐 ling hu,慕容 mu rong,司马 si ma,端木 duan mu";

    public const string LongWomen =
        "阿依古丽 a yi gu li,热依拉 re yi la,帕丽达 pa li da,阿依努尔 a yi nu er,米娜瓦尔 mi na wa er,古丽仙 gu li xian,阿孜古丽 a zi gu li";

    public const string LongMen =
        "艾尔肯 ai er ken,玉山江 yu shan jiang,吐尔洪 tu er hong,亚力坤 ya li kun,艾合买提 ai he mai ti,努尔江 nu er jiang";

    /// <summary>Given names by birth year: the table with the highest <c>From</c> not after the year applies.</summary>
    public static readonly GivenNames[] Given =
    [
        new(0,
            "德 de,福 fu,永 yong,长 chang,树 shu,广 guang,旺 wang,庆 qing,兴 xing,守 shou",
            "田 tian,山 shan,和 he,安 an,才 cai,厚 hou,坤 kun,全 quan,余 yu,远 yuan",
            "桂 gui,秀 xiu,玉 yu,淑 shu,凤 feng,金 jin,素 su,月 yue,翠 cui,巧 qiao",
            "兰 lan,娟 juan,芳 fang,香 xiang,荷 he,芝 zhi,娣 di,娥 e,云 yun,贞 zhen"),
        new(1952,
            "建 jian,新 xin,立 li,连 lian,进 jin,庆 qing,守 shou,家 jia,兴 xing,春 chun",
            "安 an,田 tian,生 sheng,河 he,康 kang,业 ye,山 shan,根 gen,旺 wang,余 yu",
            "丽 li,红 hong,素 su,美 mei,艳 yan,彩 cai,慧 hui,月 yue,秋 qiu,春 chun",
            "芬 fen,妹 mei,芹 qin,莺 ying,菱 ling,菊 ju,茹 ru,荷 he,环 huan,枝 zhi"),
        new(1978,
            "宇 yu,浩 hao,俊 jun,景 jing,明 ming,思 si,嘉 jia,子 zi,晓 xiao,启 qi",
            "航 hang,辰 chen,铭 ming,博 bo,朗 lang,轩 xuan,峪 yu,林 lin,川 chuan,言 yan",
            "雨 yu,欣 xin,思 si,佳 jia,若 ruo,诗 shi,语 yu,婉 wan,晓 xiao,秋 qiu",
            "怡 yi,萱 xuan,瑶 yao,妍 yan,涵 han,桐 tong,岚 lan,芸 yun,溪 xi,苒 ran"),
        new(2003,
            "梓 zi,沐 mu,奕 yi,皓 hao,宸 chen,一 yi,承 cheng,景 jing,予 yu,知 zhi",
            "辰 chen,轩 xuan,阳 yang,泽 ze,睿 rui,霖 lin,然 ran,安 an,言 yan,禾 he",
            "梓 zi,沐 mu,芷 zhi,书 shu,可 ke,语 yu,安 an,予 yu,清 qing,念 nian",
            "涵 han,萱 xuan,瑶 yao,晴 qing,宁 ning,妍 yan,诺 nuo,桐 tong,禾 he,溪 xi"),
    ];

    // Names of one character stay with the young and with rare characters: short names collide with known people soonest.
    public const string SingleGiven = "禾 he,屹 yi,芊 qian,沅 yuan,珞 luo,苇 wei,荞 qiao,槿 jin,樾 yue,峪 yu,苒 ran,旎 ni";

    internal sealed record GivenNames(int From, string ManFirst, string ManSecond, string WomanFirst, string WomanSecond);
}
