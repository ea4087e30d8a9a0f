namespace IShowTts.Worker.Telemetry;

/// <summary>How a sink is now.</summary>
/// <param name="Name">What the user called it, for example <c>device:ishowtts</c>.</param>
/// <param name="IsOpen">It takes audio.</param>
/// <param name="Detail">One sentence for people: what to do, or how an open sink is; empty when there is nothing to say.</param>
internal sealed record SinkReport(string Name, bool IsOpen, string Detail)
{
    /// <summary>It is closed because nobody is there to hear, which is no fault.</summary>
    public bool IsIdle { get; init; }

    /// <summary>While it is not open nothing is spoken, unless it has a stand-in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Utterances are heard by it, or wait for it: the required sink, or the stand-in for it. True for one sink.</summary>
    public bool Counts { get; init; }
}

/// <summary>Tells how the sinks are. Thread safe.</summary>
internal interface ISinkReports
{
    /// <summary>All sinks, in the order of the configuration.</summary>
    IReadOnlyList<SinkReport> Sinks { get; }
}
