using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Commands;

/// <summary>Log messages of chat commands and the audit log.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.Commands + 1, LogLevel.Information, "{Login}: command {Command} is answered")]
    public static partial void Answered(ILogger logger, string login, string command);

    [LoggerMessage(EventIds.Commands + 2, LogLevel.Information, "{Actor} via {Via}: {Action} {Target}: {Outcome}")]
    public static partial void Steered(ILogger logger, string actor, string via, string action, string target, string outcome);
}
