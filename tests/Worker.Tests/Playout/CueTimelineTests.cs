using FsCheck.Xunit;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Playout;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>When words are heard, as far as engines tell it.</summary>
public class CueTimelineTests
{
    private const int Second = 48_000;

    [Fact]
    public void Words_BetweenAnchors_ShareTheTimeByTheirLength()
    {
        var timeline = new CueTimeline("aaa bbb cccccccc d");
        timeline.Add(8, 2 * Second);
        timeline.Complete(4 * Second);

        var words = timeline.Words();

        words.Select(word => (word.Start, word.End)).ShouldBe([(0, 3), (4, 7), (8, 16), (17, 18)]);
        words[0].FromSample.ShouldBe(0);
        Near(words[1].FromSample, Second, 1);
        Near(words[2].FromSample, 2 * Second, 1);
        Near(words[3].FromSample, (int)((2 + (9.0 / 10 * 2)) * Second), 1);
        words[3].ToSample.ShouldBe(4 * Second);
    }

    [Fact]
    public void Words_OfAnEngineThatTellsNothing_FollowUsualPaceUntilTheEndIsKnown()
    {
        var timeline = new CueTimeline("hello there");

        Near(timeline.Words()[1].FromSample, 6 * Second / 15, 1);
        timeline.Complete(11 * Second);

        Near(timeline.Words()[1].FromSample, 6 * Second, 1);
        timeline.Words()[1].ToSample.ShouldBe(11 * Second);
    }

    [Fact]
    public void Words_BehindTheLastAnchor_GoOnAtThePaceSoFar()
    {
        var timeline = new CueTimeline("abcd efgh ijkl");

        timeline.Add(5, Second);

        Near(timeline.Words()[2].FromSample, 2 * Second, 1);
    }

    [Fact]
    public async Task Words_WhenAnotherEngineGoesOnMidway_KeepTheFirstOnesTimes()
    {
        const string text = "one two three four five six";
        var fails = new FakeSynthesizer { TellsProgress = true, BeforeChunk = (_, index, _) => index < 11 ? ValueTask.CompletedTask : throw new SynthesisException("engine-failed", "It broke.") };
        var timeline = new CueTimeline(text);
        var report = new SynthesisReport();
        var samples = await FillAsync(fails, new SynthesisRequest(text, fails.Voices[0]) { Report = report }, timeline, 0);
        report.SpokenCharacters.ShouldBe("one two".Length);
        var second = new FakeSynthesizer { WordDuration = TimeSpan.FromSeconds(1) };

        samples = await FillAsync(second, new SynthesisRequest(text[report.SpokenCharacters..], second.Voices[0]), timeline, Second / 2);
        timeline.Complete(samples);

        var words = timeline.Words();
        Near(words[1].ToSample, Second / 2, 2_400);
        words[5].ToSample.ShouldBe(samples);
        words.Select(word => word.FromSample).ShouldBeInOrder(SortDirection.Ascending);
        words[2].FromSample.ShouldBeGreaterThanOrEqualTo(Second / 2 - 2_400);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("   \t\n", 0)]
    [InlineData("...", 1)]
    [InlineData("👍🏽", 1)]
    [InlineData("👨‍👩‍👧‍👦 ok", 2)]
    [InlineData("go 👍 now", 3)]
    [InlineData("今日は。", 3)]
    [InlineData("日本 go", 3)]
    [InlineData("안녕 하세요", 2)]
    [InlineData("e\u0301te\u0301", 1)]
    [InlineData("\ud83d", 1)]
    public void Words_OfAnyText_AreWhatPeopleCallWords(string text, int count)
    {
        var timeline = new CueTimeline(text);
        timeline.Complete(Second);

        timeline.Words().Count.ShouldBe(count);
    }

    [Fact]
    public void Words_OfSixtySeconds_KeepTheirPlaces()
    {
        var text = string.Join(' ', Enumerable.Range(1, 180).Select(number => $"word{number:000}"));
        var timeline = new CueTimeline(text);
        for (var part = 1; part <= 12; part++)
        {
            timeline.Add(part * 15 * 8, part * 5 * Second);
        }

        timeline.Complete(60 * Second);

        var words = timeline.Words();
        words.Count.ShouldBe(180);
        for (var i = 0; i < words.Count; i++)
        {
            Near(words[i].FromSample, i * Second / 3, Second / 20);
        }
    }

    [Fact]
    public void Words_OfAnEndlessText_AreBounded() => new CueTimeline(string.Concat(Enumerable.Repeat("a ", 5_000))).Words().Count.ShouldBe(1_000);

    [Property]
    public void Words_OfAnythingAndAnyAnchors_GoForwardInTextAndTime(string? text, (int Characters, int Samples)[]? anchors, int end)
    {
        var timeline = new CueTimeline(text ?? "");
        foreach (var (characters, samples) in anchors ?? [])
        {
            timeline.Add(characters, samples);
        }

        timeline.Complete(end);
        var words = timeline.Words();

        words.ShouldAllBe(word => 0 <= word.Start && word.Start < word.End && word.End <= text!.Length && word.FromSample <= word.ToSample);
        words.Zip(words.Skip(1)).ShouldAllBe(pair => pair.First.End <= pair.Second.Start && pair.First.ToSample <= pair.Second.FromSample);
    }

    private static void Near(int actual, int expected, int tolerance) => actual.ShouldBeInRange(expected - tolerance, expected + tolerance);

    private static async Task<int> FillAsync(FakeSynthesizer engine, SynthesisRequest request, CueTimeline timeline, int start)
    {
        var samples = start;
        try
        {
            await foreach (var chunk in engine.SynthesizeAsync(request, CancellationToken.None))
            {
                timeline.Add(request.Report?.SpokenCharacters ?? 0, samples);
                samples += chunk.Samples.Length;
                chunk.Dispose();
            }
        }
        catch (SynthesisException)
        {
            timeline.Add(request.Report?.SpokenCharacters ?? 0, samples);
        }

        return samples;
    }
}
