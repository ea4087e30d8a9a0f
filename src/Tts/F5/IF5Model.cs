namespace IShowTts.Tts.F5;

/// <summary>A loaded F5-TTS model with its vocoder. Thread safe: calls wait for each other.</summary>
internal interface IF5Model : IDisposable
{
    /// <summary>Sizes and switches.</summary>
    F5Architecture Architecture { get; }

    /// <summary>Solves the flow and puts the prompt back over its frames. Blocks; the token is looked at between steps and ends a running one.</summary>
    /// <param name="request">What to sample.</param>
    /// <param name="mel">Receives <c>[request.Frames, 100]</c>, row-major.</param>
    /// <param name="cancellationToken">A cancelled call leaves the model ready for the next.</param>
    /// <exception cref="Synthesis.SynthesisException"><c>engine-failed</c> or <c>out-of-memory</c>.</exception>
    void Sample(FlowRequest request, Span<float> mel, CancellationToken cancellationToken);

    /// <summary>Solves the flows of several parts in one run, each as if it were alone. Blocks, as <see cref="Sample"/> does.</summary>
    /// <param name="requests">At least one; all with the same steps.</param>
    /// <param name="mels">Receives <c>[part, mel frames of the longest, 100]</c>, row-major; what lies behind a shorter part is undefined.</param>
    /// <param name="cancellationToken">A cancelled call leaves the model ready for the next.</param>
    /// <exception cref="Synthesis.SynthesisException"><c>engine-failed</c> or <c>out-of-memory</c>.</exception>
    void SampleBatch(IReadOnlyList<FlowRequest> requests, Span<float> mels, CancellationToken cancellationToken)
    {
        // A model without batches of its own does one after the other.
        var row = mels.Length / requests.Count;
        for (var i = 0; i < requests.Count; i++)
        {
            Sample(requests[i], mels.Slice(i * row, requests[i].Frames * F5Architecture.MelBins), cancellationToken);
        }
    }

    /// <summary>Turns a mel into 24 kHz mono samples.</summary>
    /// <param name="mel"><c>[frame, 100]</c> row-major, at least 2 frames.</param>
    /// <param name="samples">Receives <c>(frames − 1) · 256</c> samples.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Synthesis.SynthesisException"><c>engine-failed</c> or <c>out-of-memory</c>.</exception>
    void Vocode(ReadOnlySpan<float> mel, Span<float> samples, CancellationToken cancellationToken);
}
