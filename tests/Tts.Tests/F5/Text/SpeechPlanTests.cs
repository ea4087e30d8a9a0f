using System.Diagnostics;
using System.Globalization;
using FsCheck.Xunit;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class SpeechPlanTests
{
    private static readonly SpeechPlanLimits s_usual = new(FirstBytes: 14, MaxBytes: 160);

    private static readonly string[] s_pieces =
    [
        "a", "word", "streamer", "and", "but", ",", ".", "!", "?", "...", " ", "  ", "\n", "12,345.67", "3.14", "https://example.com/a/b?c=d", "Mr.", "e.g.",
        "你好", "世界", "，", "。", "日本語", "のテキスト", "「", "」", "안녕하세요", "สวัสดี", "😀", "👨‍👩‍👧‍👦", "🇩🇪", "é", "e\u0301", "\uD83D", ";", ":", " - ", "100%", "\"", "(", ")",
    ];

    [Theory]
    [InlineData("Hello everyone, welcome to the stream and thank you for the bits!", "Hello everyone,|welcome to the stream|and thank you for the bits!")]
    [InlineData("Thanks for the raid! It means a lot to me; see you tomorrow, same time and same place.", "Thanks for the raid!|It means a lot to me;|see you tomorrow, same time and same place.")]
    [InlineData("gg", "gg")]
    [InlineData("  \n ", "")]
    public void Cut_OfSentences_FollowsTheirClauses(string text, string chunks) =>
        SpeechPlan.Cut(text, s_usual).ShouldBe(chunks.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Cut_Chinese_CutsAfterMarksFirst() =>
        SpeechPlan.Cut("你好世界，今天天气很好，我们一起去公园散步吧。明天见！", new SpeechPlanLimits(15, 60)).ShouldBe(["你好世界，", "今天天气很好，", "我们一起去公园散步吧。明天见！"]);

    [Fact]
    public void Cut_ScriptWithoutSpaces_GoesOnToACommaRatherThanIntoAWord() =>
        SpeechPlan.Cut("今天天气很好，我们一起去公园散步吧。", new SpeechPlanLimits(10, 160)).ShouldBe(["今天天气很好，", "我们一起去公园散步吧。"]);

    [Fact]
    public void Cut_JapaneseWithoutMarks_PrefersTheStartOfAWord() =>
        SpeechPlan.Cut("今日はとても楽しい配信をありがとうございました", new SpeechPlanLimits(24, 160))[0].ShouldBe("今日はとても楽しい");

    [Fact]
    public void Cut_LongAddressOrNumber_StaysWhole()
    {
        var chunks = SpeechPlan.Cut("see https://example.com/a/very/long/path?with=query&and=more and 1 000 000 points", s_usual);

        chunks.ShouldContain(c => c.Contains("https://example.com/a/very/long/path?with=query&and=more", StringComparison.Ordinal));
        chunks.ShouldContain(c => c.Contains("1 000 000", StringComparison.Ordinal));
    }

    [Fact]
    public void Cut_ShortRest_JoinsTheChunkBefore()
    {
        var chunks = SpeechPlan.Cut("Thanks for the raid, everybody, it was a lot of fun. Bye.", new SpeechPlanLimits(20, 34));

        chunks.ShouldAllBe(c => ReferenceText.Bytes(c) >= SpeechPlanLimits.MinBytes);
        string.Join(' ', chunks).ShouldBe("Thanks for the raid, everybody, it was a lot of fun. Bye.");
    }

    [Fact]
    public void Cut_EndlessWord_CutsBetweenGraphemes()
    {
        var text = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 40));

        var chunks = SpeechPlan.Cut(text, new SpeechPlanLimits(14, 80));

        string.Concat(chunks).ShouldBe(text);
        chunks.ShouldAllBe(c => c.StartsWith("👨", StringComparison.Ordinal) && c.EndsWith("👦", StringComparison.Ordinal));
    }

    [Property(MaxTest = 500)]
    public void Cut_AnyText_KeepsItAllWithinTheLimits(int[] picks, int first, int most)
    {
        var text = string.Concat(picks.Select(p => s_pieces[(int)((uint)p % s_pieces.Length)]));
        var limits = new SpeechPlanLimits(10 + (int)((uint)first % 60), 32 + (int)((uint)most % 200));

        var chunks = SpeechPlan.Cut(text, limits);

        Visible(string.Concat(chunks)).ShouldBe(Visible(text));
        foreach (var chunk in chunks)
        {
            chunk.ShouldBe(chunk.Trim());
            chunk.ShouldNotBeEmpty();
            ReferenceText.Bytes(chunk).ShouldBeLessThanOrEqualTo(limits.MaxBytes);
        }

        // No cut lies inside a grapheme of the text (none of the pieces is too long for a chunk).
        var starts = StringInfo.ParseCombiningCharacters(text).ToHashSet();
        var at = 0;
        foreach (var chunk in chunks)
        {
            at = text.IndexOf(chunk, at, StringComparison.Ordinal);
            starts.ShouldContain(at);
            at += chunk.Length;
        }
    }

    [Property(MaxTest = 300)]
    public void Cut_AnyString_KeepsItAll(string? text)
    {
        var chunks = SpeechPlan.Cut(text ?? "", s_usual);

        Visible(string.Concat(chunks)).ShouldBe(Visible(text ?? ""));
    }

    [Theory]
    [InlineData("word ")]
    [InlineData("好")]
    [InlineData("x")]
    [InlineData(".\"")]
    [InlineData("a, ")]
    public void Cut_TwoMillionCharacters_EndsLongBeforeQuadraticTimeWould(string piece)
    {
        var watch = Stopwatch.StartNew();

        SpeechPlan.Cut(Repeat(piece, 2_000_000), s_usual).ShouldNotBeEmpty();

        // Linear time takes about a second on a busy machine; quadratic time would take minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Limits_OfAUsualClip_AimAtASecondAndStayInTheTrainingLength()
    {
        // 52 bytes in 5.33 s.
        var pace = new ClipPace(52, 128_000);

        var limits = SpeechPlanLimits.For(pace, speed: 1.0);

        limits.FirstBytes.ShouldBe(10);
        limits.MaxBytes.ShouldBe(F5Durations.MaxChunkBytes(52, 128_000, 24_000, 1.0));
        (limits.MaxBytes / pace.BytesPerSecond + pace.ClipSeconds).ShouldBeLessThanOrEqualTo(F5Durations.MaxSeconds);
    }

    [Theory]
    [InlineData(200, 12, 1.0)]
    [InlineData(200, 25, 1.0)]
    [InlineData(1000, 12, 2.0)]
    public void Limits_OfAnyClip_KeepClipAndChunkInTheTrainingLength(int transcriptBytes, int clipSeconds, double speed)
    {
        var pace = new ClipPace(transcriptBytes, clipSeconds * 24_000);

        var limits = SpeechPlanLimits.For(pace, speed);

        var frames = F5Durations.Frames(pace.ClipFrames, transcriptBytes, limits.MaxBytes, speed);
        (frames / F5Durations.FramesPerSecond).ShouldBeLessThanOrEqualTo(F5Durations.MaxSeconds + 0.1);
    }

    private static string Visible(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c))]);

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
