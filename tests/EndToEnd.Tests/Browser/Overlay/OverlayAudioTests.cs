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

    /// <summary>In real time, as people hear it. A machine that is too busy makes gaps that are not the page's fault: they are counted, and what is between them is compared. <see cref="OverlayWorkletTests"/> show that each sample is right.</summary>
    [SkippableFact]
    public async Task Message_PlayedByThePage_SoundsLikeWhatWasSynthesized()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();

        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, "one two three four five six seven eight nine ten eleven twelve"));
        var heard = await stage.Worker.WaitAsync("m1", UtteranceState.Heard);
        await OverlayTap.WaitQuietAsync(page);

        var played = Waveform.Trim(await OverlayTap.TakeAsync(page));
        var synthesized = Waveform.Trim(Waveform.Left(stage.Written.Heard));
        var (likeness, gaps) = Waveform.Compare(played, synthesized);
        output.WriteLine($"likeness {likeness:F5} with {gaps} gaps, {played.Length} of {synthesized.Length} sample frames");
        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        likeness.ShouldBeGreaterThan(0.99);
        if (gaps == 0)
        {
            Math.Abs(played.Length - synthesized.Length).ShouldBeLessThan(10 * FramesPerMillisecond);
        }
    }

    [SkippableTheory]
    [InlineData("skip")]
    [InlineData("deletion")]
    [InlineData("pause")]
    public async Task Cancel_WhileThePagePlays_SilencesItWithin150Milliseconds(string how)
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();

        var took = await TimeLimit.ShouldBeKeptAsync(TimeSpan.FromMilliseconds(150), async number =>
        {
            await OverlayTap.TakeAsync(page);
            stage.Worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, Long));
            await stage.Worker.WaitAsync($"m{number}", UtteranceState.Playing);
            await page.WaitForFunctionAsync("() => window.overlayTap.last > 24000");

            var asked = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await CancelAsync(stage, how, $"m{number}");
            await OverlayTap.WaitQuietAsync(page, 24_000);
            var (_, last) = await OverlayTap.TimesAsync(page);
            if (how == "pause")
            {
                await stage.Worker.Control.ResumeAsync(Streamer, CancellationToken.None);
                await CancelAsync(stage, "skip", "");
            }

            return TimeSpan.FromMilliseconds(Math.Max(0, last - asked));
        });

        output.WriteLine($"{how}: silent {took.TotalMilliseconds:F0} ms after it was asked for");
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
