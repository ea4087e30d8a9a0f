using IShowTts.Tts.F5;

namespace IShowTts.TestKit.Synthesis;

/// <summary>An F5-TTS model for tests: every token is a tone, spread evenly over the mel frames behind the prompt. Same request, same samples.</summary>
internal sealed class FakeF5Model : IF5Model
{
    private readonly Lock gate = new();
    private readonly List<FlowRequest> requests = [];

    /// <inheritdoc/>
    public F5Architecture Architecture { get; init; } = new(32, 1, 2, 16, 64, 16, 1, 200);

    /// <summary>Called before a mel is sampled, with its number from 0; may wait, throw, or look at the token.</summary>
    public Action<FlowRequest, int, CancellationToken>? BeforeSample { get; set; }

    /// <summary>Changes the samples of a mel, numbered from 0.</summary>
    public Action<float[], int>? AfterVocode { get; set; }

    /// <summary>Times it was disposed.</summary>
    public int Disposals { get; private set; }

    /// <summary>What was asked, in order; noise and prompt are only valid during the call.</summary>
    public IReadOnlyList<FlowRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <inheritdoc/>
    public void Sample(FlowRequest request, Span<float> mel, CancellationToken cancellationToken)
    {
        int number;
        lock (gate)
        {
            number = requests.Count;
            requests.Add(request with { Tokens = request.Tokens.ToArray(), Noise = request.Noise[..1].ToArray() });
        }

        BeforeSample?.Invoke(request, number, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        mel.Clear();
        request.Prompt.Span.CopyTo(mel);
        var prompt = request.Prompt.Length / F5Architecture.MelBins;
        for (var frame = prompt; frame < request.Frames; frame++)
        {
            var token = request.Tokens.Span[(int)((long)(frame - prompt) * request.Tokens.Length / (request.Frames - prompt))];
            mel[frame * F5Architecture.MelBins] = 200 + (token % 50 * 20);
        }
    }

    /// <summary>Sizes of the batches, in order.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Thrown by a batch; null for none.</summary>
    public Exception? BatchFailure { get; set; }

    /// <inheritdoc/>
    public void SampleBatch(IReadOnlyList<FlowRequest> requests, Span<float> mels, CancellationToken cancellationToken)
    {
        Batches.Add(requests.Count);
        if (BatchFailure is { } failure)
        {
            throw failure;
        }

        var row = mels.Length / requests.Count;
        for (var i = 0; i < requests.Count; i++)
        {
            Sample(requests[i], mels.Slice(i * row, requests[i].Frames * F5Architecture.MelBins), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Vocode(ReadOnlySpan<float> mel, Span<float> samples, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            phase += 2 * Math.PI * mel[i / VocosArchitecture.Hop * F5Architecture.MelBins] / 24_000;
            samples[i] = (float)(0.2 * Math.Sin(phase));
        }

        if (AfterVocode is { } change)
        {
            var copy = samples.ToArray();
            change(copy, Requests.Count - 1);
            copy.CopyTo(samples);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Disposals++;
}
