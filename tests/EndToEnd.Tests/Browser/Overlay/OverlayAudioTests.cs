using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>What the page really plays, captured behind its player in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayAudioTests(BrowserFixture browsers, ITestOutputHelper output)
{
    private const int FramesPerMillisecond = 48;
    private static readonly Actor Streamer = new("streamer", "test");
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 80).Select(number => $"word{number}"));

    [SkippableFact]
    public async Task Message_PlayedByThePage_IsExactlyWhatWasSynthesized()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();

        // A machine that is too busy for audio in real time makes gaps that are not the page's fault; so one try of five must be whole.
        var likeness = 0.0;
        for (var number = 1; number <= 5 && likeness < 0.99; number++)
        {
            var before = stage.Written.Heard.Length;
            await OverlayTap.TakeAsync(page);
            stage.Worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, "one two three four five six seven eight nine ten eleven twelve"));
            var heard = await stage.Worker.WaitAsync($"m{number}", UtteranceState.Heard);
            await OverlayTap.WaitQuietAsync(page);

            var played = Waveform.Trim(await OverlayTap.TakeAsync(page));
            var synthesized = Waveform.Trim(Waveform.Left(stage.Written.Heard.AsSpan(before)));
            likeness = Waveform.Likeness(played, synthesized);
            output.WriteLine($"try {number}: likeness {likeness:F5}, {played.Length} of {synthesized.Length} sample frames");
            heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
            if (likeness >= 0.99)
            {
                Math.Abs(played.Length - synthesized.Length).ShouldBeLessThan(10 * FramesPerMillisecond);
            }
        }

        likeness.ShouldBeGreaterThan(0.99);
    }

    [SkippableTheory]
    [InlineData("skip")]
    [InlineData("deletion")]
    [InlineData("pause")]
    public async Task Cancel_WhileThePagePlays_SilencesItWithin150MillisecondsOfItsAudioClock(string how)
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();

        var took = await TimeLimit.ShouldBeKeptAsync(TimeSpan.FromMilliseconds(150), async number =>
        {
            await OverlayTap.TakeAsync(page);
            var fades = (await OverlayTap.FadesAsync(page)).Length;
            stage.Worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, Long));
            await stage.Worker.WaitAsync($"m{number}", UtteranceState.Playing);
            await page.WaitForFunctionAsync("() => window.overlayTap.last > 24000");

            await CancelAsync(stage, how, $"m{number}");
            await OverlayTap.WaitQuietAsync(page, 24_000);
            var asked = await OverlayTap.FadesAsync(page);
            var last = await page.EvaluateAsync<int>("() => window.overlayTap.lastFrame");
            if (how == "pause")
            {
                await stage.Worker.Control.ResumeAsync(Streamer, CancellationToken.None);
                await CancelAsync(stage, "skip", "");
            }

            // A worker that had no processor to write ahead has nothing to fade: the page was silent already.
            return TimeSpan.FromMilliseconds(asked.Length > fades ? Math.Max(0, last - asked[fades]) / (double)FramesPerMillisecond : 0);
        });

        output.WriteLine($"{how}: silent {took.TotalMilliseconds:F0} ms after the page was told, by its audio clock");
    }

    private static async Task CancelAsync(OverlayStage stage, string how, string id)
    {
        switch (how)
        {
            case "skip":
                await stage.Worker.Control.SkipAsync(Streamer, CancellationToken.None);
                break;
            case "pause":
                await stage.Worker.Control.PauseAsync(Streamer, CancellationToken.None);
                break;
            default:
                stage.Worker.Source.Give(Chat.Deleted(id));
                await stage.Worker.WaitAsync(id, UtteranceState.Cancelled);
                break;
        }
    }
}
