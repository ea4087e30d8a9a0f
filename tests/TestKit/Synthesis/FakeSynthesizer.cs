using System.Runtime.CompilerServices;
using System.Text;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.TestKit.Synthesis;

/// <summary>An engine for tests: every word is a tone of a quarter second whose pitch depends on the word and the voice. Same words, same samples.</summary>
public sealed class FakeSynthesizer : ISpeechEngine
{
    private readonly List<SynthesisRequest> requests = [];
    private readonly Lock gate = new();

    /// <summary>Name of the engine. Default <c>fake</c>.</summary>
    public string Engine { get; init; } = "fake";

    /// <summary>Rate and channels of the chunks. Default 48 kHz mono.</summary>
    public AudioFormat Format { get; init; } = AudioFormat.Mono48;

    /// <summary>Playing time of a word. Default 250 ms.</summary>
    public TimeSpan WordDuration { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Playing time of a chunk. Default 50 ms.</summary>
    public TimeSpan ChunkDuration { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Peak of the tones, 0 to 1, per voice. Default 0.25 for all.</summary>
    public Func<Voice, double> Amplitude { get; set; } = static _ => 0.25;

    /// <summary>Called before each chunk, numbered from 0 per request; may wait (until a signal the test holds) or throw.</summary>
    public Func<SynthesisRequest, int, CancellationToken, ValueTask>? BeforeChunk { get; set; }

    /// <summary>Called after the last chunk was taken; may wait or throw.</summary>
    public Func<SynthesisRequest, ValueTask>? AfterLastChunk { get; set; }

    /// <summary>Tells the request's report after each word how far it came. Default false.</summary>
    public bool TellsProgress { get; set; }

    /// <summary>The voices it says it has. Default: <c>fake-one</c> and <c>fake-two</c>.</summary>
    public IReadOnlyList<Voice> Voices { get; set; } =
        [new("fake-one", "fake", "one", "en"), new("fake-two", "fake", "two", "de")];

    /// <summary>What it says is wrong with any of its voices. Default nothing.</summary>
    public IReadOnlyList<string> VoiceProblems { get; set; } = [];

    /// <summary>All requests so far, in the order they came.</summary>
    public IReadOnlyList<SynthesisRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Times it was disposed.</summary>
    public int Disposals { get; private set; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Voice>> GetVoicesAsync(CancellationToken cancellationToken) => new(Voices);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> CheckVoiceAsync(Voice voice, CancellationToken cancellationToken) => new(VoiceProblems);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Voices.Any(voice => voice.EngineVoice == request.Voice.EngineVoice))
        {
            throw new SynthesisException("voice-unknown", $"The fake engine has no voice {request.Voice.EngineVoice}.");
        }

        lock (gate)
        {
            requests.Add(request);
        }

        var samples = Render(request);
        var step = Math.Max(Format.SamplesIn(ChunkDuration), Format.Channels);
        for (int at = 0, index = 0; at < samples.Length; at += step, index++)
        {
            await (BeforeChunk?.Invoke(request, index, cancellationToken) ?? ValueTask.CompletedTask);
            cancellationToken.ThrowIfCancellationRequested();
            yield return AudioChunk.CopyOf(Format, samples.AsSpan(at, Math.Min(step, samples.Length - at)));
            if (TellsProgress)
            {
                request.Report?.Spoke(CharactersIn(request.Text, (at + step) / Format.SamplesIn(WordDuration)));
            }
        }

        await (AfterLastChunk?.Invoke(request) ?? ValueTask.CompletedTask);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Disposals++;
        return ValueTask.CompletedTask;
    }

    /// <summary>The samples a request gives, all at once.</summary>
    public float[] Render(SynthesisRequest request)
    {
        var words = request.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var wordSamples = Format.SamplesIn(WordDuration);
        var length = Math.Min((long)words.Length * wordSamples, Format.SamplesIn(request.MaxDuration));
        var samples = new float[length];
        var amplitude = Amplitude(request.Voice);
        for (var i = 0; i < samples.Length; i++)
        {
            var word = words[i / wordSamples];
            var sample = i / Format.Channels;
            samples[i] = (float)(amplitude * Math.Sin(2 * Math.PI * FrequencyOf(word, request.Voice) * sample / Format.SampleRate));
        }

        return samples;
    }

    /// <summary>Characters from the start of a text to the end of its nth word.</summary>
    private static int CharactersIn(string text, int words)
    {
        var at = 0;
        for (; words > 0 && at < text.Length; words--)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            while (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }

        return at;
    }

    /// <summary>The tone a word becomes, Hz, 200 to 1,200.</summary>
    public static double FrequencyOf(string word, Voice voice)
    {
        var hash = 17u;
        foreach (var octet in Encoding.UTF8.GetBytes(voice.EngineVoice + "/" + word))
        {
            hash = (hash * 31) + octet;
        }

        return 200 + (hash % 1_000);
    }
}
