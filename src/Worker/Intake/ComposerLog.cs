using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Intake;

/// <summary>Messages of intake's rules; ids <see cref="EventIds.Intake"/> + 50 and up.</summary>
internal static partial class ComposerLog
{
    [LoggerMessage(EventIds.Intake + 50, LogLevel.Information, "Intake and filter settings were read again.", EventName = "IntakeReloaded")]
    public static partial void Reloaded(ILogger logger);

    [LoggerMessage(EventIds.Intake + 51, LogLevel.Warning, "Changed settings are not used, the old ones stay: {Mistakes}", EventName = "IntakeNotReloaded")]
    public static partial void NotReloaded(ILogger logger, string mistakes);
}
