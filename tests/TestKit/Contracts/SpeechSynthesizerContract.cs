using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What every <see cref="ISpeechSynthesizer"/> must keep. Inherit it and say how to make one.</summary>
/// <remarks>The class that inherits belongs to <see cref="AudioChunkCollection"/>, since leaks are counted over the whole process.</remarks>
public abstract class SpeechSynthesizerContract
{
    private const string Sentence = "Hello chat, this is a somewhat longer sentence, spoken so that there are several chunks of it.";

    /// <summary>Makes a synthesizer; skips the test, saying why, when it cannot be used here.</summary>
    protected abstract ISpeechSynthesizer Create();

    [SkippableFact]
    public async Task GetVoices_Always_GivesDistinctVoicesOfThisEngine()
    {
        await using var synthesizer = Create();

        var voices = await synthesizer.GetVoicesAsync(CancellationToken.None);

        voices.ShouldNotBeEmpty();
        voices.ShouldAllBe(voice => voice.Name.Length > 0 && voice.EngineVoice.Length > 0);
        voices.Select(voice => voice.Name.ToUpperInvariant()).ShouldBeUnique();
    }

    [SkippableFact]
    public async Task Synthesize_Sentence_StreamsCleanChunksOfOneFormat()
    {
        await using var synthesizer = Create();
        var before = AudioChunk.LiveCount;

        var (format, samples) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(await RequestAsync(synthesizer, Sentence), default));

        format.ShouldNotBeNull().Channels.ShouldBe(1);
        format.Value.DurationOf(samples.Length).TotalSeconds.ShouldBeInRange(1, 30);
        AudioAssert.IsClean(samples);
        AudioAssert.Rms(samples).ShouldBeGreaterThan(0.001);
        AudioChunk.LiveCount.ShouldBe(before);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\r\n\t")]
    public async Task Synthesize_NothingToSay_GivesNoChunk(string text)
    {
        await using var synthesizer = Create();

        var (format, samples) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(await RequestAsync(synthesizer, text), default));

        format.ShouldBeNull();
        samples.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Synthesize_SameRequestTwice_GivesTheSameSpeech()
    {
        await using var synthesizer = Create();
        var request = await RequestAsync(synthesizer, Sentence);

        var (format, first) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, default));
        var (_, second) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, default));

        AudioAssert.SoundsAlike(second, first, format.ShouldNotBeNull());
    }

    [SkippableFact]
    public async Task Synthesize_LongerThanAllowed_IsCutThere()
    {
        await using var synthesizer = Create();
        var request = await RequestAsync(synthesizer, Sentence) with { MaxDuration = TimeSpan.FromMilliseconds(500) };

        var (format, samples) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, default));

        format.ShouldNotBeNull().DurationOf(samples.Length).TotalMilliseconds.ShouldBeInRange(100, 501);
    }

    [SkippableFact]
    public async Task Synthesize_CancelledMidway_ThrowsAndLeavesTheNextCallUnharmed()
    {
        await using var synthesizer = Create();
        var request = await RequestAsync(synthesizer, Sentence);
        var (format, whole) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, default));
        var before = AudioChunk.LiveCount;
        using var cancellation = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var chunk in synthesizer.SynthesizeAsync(request, cancellation.Token))
            {
                chunk.Dispose();
                await cancellation.CancelAsync();
            }
        });

        AudioChunk.LiveCount.ShouldBe(before);
        var (_, after) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, default));
        AudioAssert.SoundsAlike(after, whole, format.ShouldNotBeNull());
    }

    [SkippableFact]
    public async Task Synthesize_CancelledBefore_Throws()
    {
        await using var synthesizer = Create();
        var request = await RequestAsync(synthesizer, Sentence);
        var before = AudioChunk.LiveCount;

        await Should.ThrowAsync<OperationCanceledException>(
            () => AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, new CancellationToken(canceled: true))));

        AudioChunk.LiveCount.ShouldBe(before);
    }

    [SkippableFact]
    public async Task Synthesize_ReaderLeavesEarly_GivesEveryChunkBack()
    {
        await using var synthesizer = Create();
        var request = await RequestAsync(synthesizer, Sentence);
        var before = AudioChunk.LiveCount;

        await foreach (var chunk in synthesizer.SynthesizeAsync(request, default))
        {
            chunk.Dispose();
            break;
        }

        AudioChunk.LiveCount.ShouldBe(before);
    }

    [SkippableFact]
    public async Task Synthesize_ManyAtOnce_DoNotMix()
    {
        await using var synthesizer = Create();
        string[] texts = ["one two three", "a quite different text", "seven", "hello hello hello hello"];
        var requests = new List<SynthesisRequest>();
        var alone = new List<float[]>();
        foreach (var text in texts)
        {
            requests.Add(await RequestAsync(synthesizer, text));
            alone.Add((await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(requests[^1], default))).Samples);
        }

        var together = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => Task.Run(() => AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(requests[i % requests.Count], default)))));

        for (var i = 0; i < together.Length; i++)
        {
            AudioAssert.SoundsAlike(together[i].Samples, alone[i % alone.Count], together[i].Format.ShouldNotBeNull());
        }
    }

    [SkippableFact]
    public async Task Synthesize_UnknownVoice_SaysSo()
    {
        await using var synthesizer = Create();
        var known = (await synthesizer.GetVoicesAsync(CancellationToken.None))[0];
        var request = new SynthesisRequest("hello", known with { Name = "nobody", EngineVoice = "no-such-voice" });

        var exception = await Should.ThrowAsync<SynthesisException>(() => AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(request, default)));

        exception.Code.ShouldBe("voice-unknown");
        exception.Message.ShouldContain("no-such-voice");
    }

    /// <summary>A request in the voice the contract speaks with: <c>en-us</c> where there is one, else the first.</summary>
    protected static async Task<SynthesisRequest> RequestAsync(ISpeechSynthesizer synthesizer, string text)
    {
        var voices = await synthesizer.GetVoicesAsync(CancellationToken.None);
        return new SynthesisRequest(text, voices.FirstOrDefault(voice => voice.EngineVoice == "en-us") ?? voices[0]);
    }
}
