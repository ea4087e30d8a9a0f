using System.Buffers.Binary;
using IShowTts.TestKit.BrowserSource;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.BrowserSource;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>The page's audio thread, sample by sample: what it plays, and how soon it is silent. No real time in it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayWorkletTests(BrowserFixture browsers)
{
    private const int FramesPerMillisecond = 48;
    private const int RampFrames = 96;
    private const int FadeFrames = 1_344;

    [SkippableFact]
    public async Task Message_AsTheSocketBroughtIt_IsPlayedSampleBySampleAsItWasSynthesized()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        await using var client = await OverlayClient.ConnectAsync(stage.Worker.BaseAddress, stage.Key);
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, "one two three four five six"));
        await stage.Worker.WaitAsync("m1", UtteranceState.Heard);
        var page = await stage.OpenAsync("&audio=0");

        var offline = new OverlayOffline(page, client.Samples.Length + 24_000);
        foreach (var packet in client.Packets)
        {
            offline.At(Math.Max(0, (int)BinaryPrimitives.ReadDoubleLittleEndian(packet.AsSpan(16)) - 24_000) / 128 * 128, [packet]);
        }

        var played = await offline.RunAsync();

        var synthesized = Waveform.Left(stage.Written.Heard);
        client.Samples.ShouldBe(synthesized.Select(ToPcm));
        played.Left.ShouldBe(Expected(client.Samples, played.Left.Length));
        played.Right.ShouldBe(played.Left);
        played.Answers.ShouldContain(("dry", client.Generation, client.Samples.Length));
    }

    [SkippableFact]
    public async Task Stereo_InPacketsThatComeOneByOne_IsPlayedSampleBySample()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenAsync("&audio=0");
        var random = new Random(1);
        var noise = Enumerable.Range(0, 2 * 24_000).Select(_ => (random.NextSingle() * 1.8f) - 0.9f).ToArray();
        var offline = new OverlayOffline(page, 48_000);

        // 100 ms at first, then 20 ms at a time just before they are needed.
        offline.At(0, Packets(noise.AsSpan(0, 2 * 4_800)));
        for (var at = 4_800; at < 24_000; at += 960)
        {
            offline.At((at - 1_920) / 128 * 128, Packets(noise.AsSpan(2 * at, 2 * 960), at));
        }

        var played = await offline.RunAsync();

        played.Left.ShouldBe(Expected([.. noise.Where((_, i) => i % 2 == 0).Select(ToPcm)], 48_000));
        played.Right.ShouldBe(Expected([.. noise.Where((_, i) => i % 2 == 1).Select(ToPcm)], 48_000));
    }

    [SkippableTheory]
    [InlineData(128)]
    [InlineData(1_280)]
    [InlineData(12_800)]
    public async Task Fade_WhereverItComes_IsSilenceIn28MillisecondsWithoutAClick(int at)
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenAsync("&audio=0");

        var played = await new OverlayOffline(page, 48_000)
            .At(0, Packets(Tone(24_000)))
            .At(at, Packets(Tone(4_800), 24_000), new { type = "fade", generation = 1 })
            .At(at + 2_560, Packets(Tone(4_800), 28_800)) // of the run that ended: it comes too late to be heard
            .RunAsync();

        played.Left.AsSpan(0, at + (FadeFrames / 2)).ContainsAnyExcept(0f).ShouldBeTrue();
        played.Left.AsSpan(at + FadeFrames).ContainsAnyExcept(0f).ShouldBeFalse("Silent, 28 ms after it was told.");
        played.Answers.ShouldContain(("faded", 1L, (long)at + FadeFrames));
        LargestStep(played.Left).ShouldBeLessThan(LargestStep(Tone(24_000).Where((_, i) => i % 2 == 0).ToArray()) * 1.1f);
    }

    [SkippableFact]
    public async Task Page_ThatHearsNothingOfASkip_IsSilentAfterWhatItHolds()
    {
        const int ahead = 120 * FramesPerMillisecond; // never more, as BrowserSourceSinkPacingTests show
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenAsync("&audio=0");

        var played = await new OverlayOffline(page, 24_000).At(0, Packets(Tone(ahead))).RunAsync();

        var last = Array.FindLastIndex(played.Left, sample => sample != 0);
        last.ShouldBeInRange(ahead - 48, 150 * FramesPerMillisecond);
        played.Answers.ShouldContain(("dry", 1L, (long)ahead));
    }

    [SkippableFact]
    public async Task Clock_ThatRuns_IsToldTwiceASecondAlthoughNothingPlays()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenAsync("&audio=0");

        var played = await new OverlayOffline(page, 96_000).At(0, []).RunAsync();

        played.Answers.Length.ShouldBeInRange(4, 5);
        played.Answers.ShouldAllBe(answer => answer.Type == "played" && answer.Frames == 0);
    }

    [SkippableFact]
    public async Task Utterance_WithItsMarks_IsAcknowledgedAtItsStartAndItsEnd()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        var page = await stage.OpenAsync("&audio=0");

        var played = await new OverlayOffline(page, 24_000)
            .At(0, Packets(Tone(4_800)), new { type = "utterance", generation = 1, frame = 0, id = "u1" }, new { type = "end", generation = 1, frame = 4_800, id = "u1" })
            .RunAsync();

        played.Answers.Where(answer => answer.Type is "started" or "ended").Select(answer => (answer.Type, answer.Frames)).ShouldBe([("started", 128), ("ended", 4_800)]);
    }

    private static float[] Tone(int frames) => [.. Enumerable.Range(0, 2 * frames).Select(i => 0.5f * MathF.Cos(2 * MathF.PI * 440 * (i / 2) / 48_000))];

    private static List<byte[]> Packets(ReadOnlySpan<float> stereo, long position = 0)
    {
        var run = new List<byte[]>();
        for (var from = 0; from < stereo.Length; from += 2 * 960)
        {
            var part = stereo[from..Math.Min(from + (2 * 960), stereo.Length)];
            run.Add(PcmPacket.Create(1, 0, position + (from / 2), part).Bytes.ToArray());
        }

        return run;
    }

    private static short ToPcm(float sample) => (short)MathF.Round(Math.Clamp(sample, -1f, 1f) * short.MaxValue);

    private static float LargestStep(float[] samples) => samples.Zip(samples.Skip(1), (one, next) => Math.Abs(next - one)).Max();

    /// <summary>All samples, the first 2 ms rising, and behind the last the fall to zero.</summary>
    private static float[] Expected(short[] samples, int length)
    {
        var expected = new float[length];
        var last = 0.0;
        for (var i = 0; i < length; i++)
        {
            last = i < samples.Length
                ? (float)(samples[i] / 32_767.0) * (i < RampFrames ? (i + 1) / (double)RampFrames : 1)
                : Math.Abs(last) < 1e-4 ? 0 : last * 0.97;
            expected[i] = (float)last;
        }

        return expected;
    }
}
