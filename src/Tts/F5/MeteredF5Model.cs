namespace IShowTts.Tts.F5;

/// <summary>Counts the work of a model (<see cref="FlowWork"/>); a benchmark puts it beside the time.</summary>
/// <param name="inner">The model; disposed with this.</param>
/// <param name="vocoder">Sizes of its vocoder.</param>
internal sealed class MeteredF5Model(IF5Model inner, VocosArchitecture vocoder) : IF5Model
{
    // As in FlowStep: below this the unguided row is not computed.
    private const float LeastGuidance = 1e-5f;

    /// <inheritdoc/>
    public F5Architecture Architecture => inner.Architecture;

    /// <inheritdoc/>
    public void Sample(FlowRequest request, Span<float> mel, CancellationToken cancellationToken)
    {
        inner.Sample(request, mel, cancellationToken);
        var rows = 0;
        foreach (var step in request.Steps)
        {
            rows += step.Guidance < LeastGuidance ? 1 : 2;
        }

        FlowWork.Counter.Add(FlowWork.Step(Architecture, request.Frames, rows));
    }

    /// <inheritdoc/>
    public void Vocode(ReadOnlySpan<float> mel, Span<float> samples, CancellationToken cancellationToken)
    {
        inner.Vocode(mel, samples, cancellationToken);
        FlowWork.Counter.Add(FlowWork.Vocode(vocoder, mel.Length / F5Architecture.MelBins));
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
