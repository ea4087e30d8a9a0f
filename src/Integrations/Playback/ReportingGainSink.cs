namespace IShowTts.Integrations.Playback;

/// <summary>Makes a sink that reports louder or softer. Owns it.</summary>
/// <param name="inner">The sink that plays.</param>
/// <param name="gainDb">Decibels; what gets louder than full scale is clipped.</param>
internal sealed class ReportingGainSink(IReportingSink inner, double gainDb) : GainSink(inner, gainDb), IReportingSink
{
    private readonly IReportingSink reporting = inner;

    /// <inheritdoc/>
    public event Action? Lost
    {
        add => reporting.Lost += value;
        remove => reporting.Lost -= value;
    }

    /// <inheritdoc/>
    public string Condition => reporting.Condition;

    /// <inheritdoc/>
    public void BeginUtterance(string utteranceId) => reporting.BeginUtterance(utteranceId);
}
