namespace IShowTts.Worker.Filtering;

/// <summary>What a filter or the composer says of a message.</summary>
internal enum Verdict
{
    /// <summary>It may be spoken.</summary>
    Speak,

    /// <summary>It waits for a person's approval.</summary>
    Hold,

    /// <summary>Somebody's words are not spoken because a rule says so; it is recorded with its reason.</summary>
    Reject,

    /// <summary>It is not meant for speech at all (bots, commands, joins); it is counted, not recorded.</summary>
    Ignore,
}

/// <summary>A verdict with its reason.</summary>
/// <param name="Verdict">What to do.</param>
/// <param name="Code">Short stable reason from <see cref="Queue.ReasonCodes"/>.</param>
/// <param name="Rule">Configuration key or word that decided; null when it was accepted.</param>
/// <param name="Detail">One sentence for people, without the viewer's words; may be null.</param>
internal readonly record struct FilterVerdict(Verdict Verdict, string Code, string? Rule = null, string? Detail = null)
{
    /// <summary>It may be spoken.</summary>
    public static FilterVerdict Accept { get; } = new(Verdict.Speak, Queue.ReasonCodes.Accepted);

    /// <summary>A rule says no.</summary>
    public static FilterVerdict Reject(string code, string rule, string? detail = null) => new(Verdict.Reject, code, rule, detail);

    /// <summary>Not meant for speech.</summary>
    public static FilterVerdict Ignore(string code, string rule, string? detail = null) => new(Verdict.Ignore, code, rule, detail);
}
