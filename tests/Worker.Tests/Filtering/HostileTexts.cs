using FsCheck.Fluent;

namespace IShowTts.Worker.Tests.Filtering;

/// <summary>Texts made from the pieces that break text code.</summary>
public static class HostileTexts
{
    private static readonly string[] s_pieces =
    [
        "a", "z", "I", " ", "  ", "\t", "\0", "!", "?", ".", "/", ":", "@", "#", "$", "%name%", "0", "9", "1,000", "badword", "b4d", "slur", "*", "😂", "👩\u200D👩\u200D👧",
        "🇩🇪", "\uD83D", "\uDE02", "\u0301", "\u0489", "\u200B", "\u202E", "\uFEFF", "\U000E0062", "ß", "ﬁ", "ﷺ", "Ⅷ", "㍿", "あ", "한", "م", "Z͑ͫ̓", "\u2800", "http://", "www.", ".com", "c.o",
        "\uFFFE", "\uFFFF", "\uFDD0", "1\uFE0F\u20E3", "'s", "’ll", "lol", "haha", "ＡＢ", "🅱", "-", "_", "(", ")", "e.g.", "\r\n", "\u2028", "İ", "ǆ",
    ];

    /// <summary>Used by properties that name this class.</summary>
    public static FsCheck.Arbitrary<string> Any() => Arb.From(Gen.Elements(s_pieces).ListOf().Select(string.Concat));
}
