using IShowTts.Tts.F5.Text.Chinese;

namespace IShowTts.Tts.Tests.F5.Text.Chinese;

/// <summary>A dictionary of a few words of our own, in the files' formats, so that the algorithms are tested where the real one is not installed.</summary>
internal static class SmallDictionary
{
    // Frequencies are made up; 研究 + 生命 beats 研究生 + 命.
    public static readonly string[] Words =
    [
        "研究 900 v", "研究生 40 n", "生命 700 n", "命 20 n", "的 9000 uj", "起源 300 n", "你好 500 l", "世界 800 n", "不 5000 d", "是 6000 v", "我 4000 r",
        "T恤 4 n", "C++ 3 nz", "一 3000 m", "起 200 v", "一起 700 m", "很 900 d", "好 900 a", "老板 100 n", "很好 90 d",
    ];

    // 杭 begins a word, 厦 ends one; 甲, 乙, 我 stand alone.
    public static readonly string[] Model =
    [
        "# start", "-0.3 -3.14e+100 -3.14e+100 -1.5", "# steps",
        "-3.14e+100 -0.5 -0.9 -3.14e+100", "-0.6 -3.14e+100 -3.14e+100 -0.8", "-3.14e+100 -0.3 -1.3 -3.14e+100", "-0.7 -3.14e+100 -3.14e+100 -0.7",
        "#B", "杭:-2,我:-9,网:-9,甲:-9,乙:-9,厦:-9", "#E", "厦:-2,杭:-9,甲:-9,乙:-9,网:-9", "#M", "网:-3,杭:-9,厦:-9,甲:-9,乙:-9", "#S", "甲:-2,乙:-2,我:-2,杭:-9,厦:-9,网:-9",
    ];

    public const string Readings = """
        var PinyinDict = map[int]string{
        	0x4F60: "nǐ", 0x597D: "hǎo,hào", 0x4E0D: "bù,fǒu", 0x662F: "shì", 0x4E00: "yī", 0x8D77: "qǐ", 0x5F88: "hěn", 0x884C: "xíng,háng",
        	0x94F6: "yín", 0x8001: "lǎo", 0x677F: "bǎn", 0x7684: "de,dí", 0x5B9A: "dìng", 0x7EFF: "lǜ", 0x5317: "běi", 0x6211: "wǒ", 0x5C0F: "xiǎo", 0x7B2C: "dì", 0x3007: "líng",
        }
        """;

    public const string Phrases = """
        // a comment, 如 [["ā"]]
        const phrases = {
            "银行": [["yín"], ["háng"]],
            "老板": [["lǎo"], ["bǎn"]],
            "小老板": [["xiǎo"], ["lǎo"], ["bǎn"]],
            "一起": [["yī"], ["qǐ"]],
            "一定": [["yī"], ["dìng"]],
            "不是": [["bù"], ["shì", "other"]],
            "broken": [["only"]],
        };
        """;

    public static ChineseText Text { get; } = new(
        new WordSegmenter(WordSegmenter.ParseWords(Words, "words"), HiddenMarkovModel.Parse(Model, "model")), Reader);

    public static PinyinReader Reader => PinyinReader.Parse((Readings, "readings"), (Phrases, "phrases"), ["# ours", "好行 hao3 hang2"]);
}
