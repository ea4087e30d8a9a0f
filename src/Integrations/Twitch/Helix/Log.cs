using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Messages of Helix calls. Event ids 540 to 549.</summary>
internal static partial class Log
{
    [LoggerMessage(540, LogLevel.Debug, "Helix: {What} is tried again: {Reason}")]
    public static partial void Again(ILogger logger, string what, string reason);

    [LoggerMessage(541, LogLevel.Warning, "Twitch: a line could not be written in chat: {Reason}")]
    public static partial void NotWritten(ILogger logger, string reason);
}
