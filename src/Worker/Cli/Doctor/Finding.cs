using System.Text.Json.Serialization;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingLevel>))]
internal enum FindingLevel
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>It works, but something may be missing.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Error,
}

/// <summary>What a check found.</summary>
/// <param name="Check">Which check.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Message">What is so.</param>
/// <param name="Cure">What to do; null when nothing need be done.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Message, string? Cure = null)
{
    /// <summary>All is well.</summary>
    public static IReadOnlyList<Finding> Ok(string check, string message) => [new(check, FindingLevel.Ok, message)];

    /// <summary>It works, but.</summary>
    public static IReadOnlyList<Finding> Warning(string check, string message, string cure) => [new(check, FindingLevel.Warning, message, cure)];

    /// <summary>It does not work.</summary>
    public static IReadOnlyList<Finding> Error(string check, string message, string cure) => [new(check, FindingLevel.Error, message, cure)];
}

/// <summary>Result of <c>doctor --json</c>.</summary>
/// <param name="IsWell">No error was found.</param>
/// <param name="Findings">Every finding, in the order of the checks.</param>
internal sealed record DoctorReport(bool IsWell, IReadOnlyList<Finding> Findings);
