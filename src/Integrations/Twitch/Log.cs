using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch;

/// <summary>Messages of the Twitch source. Event ids 500 to 549.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Twitch: joined #{Channel} as {Account}")]
    public static partial void Joined(ILogger logger, string channel, string account);

    [LoggerMessage(501, LogLevel.Warning, "Twitch: {Reason} Trying again in {Seconds:0.0} s (attempt {Attempt})")]
    public static partial void TryingAgain(ILogger logger, string reason, double seconds, int attempt);

    [LoggerMessage(502, LogLevel.Information, "Twitch: {Reason}; connecting again")]
    public static partial void Ended(ILogger logger, string reason);

    [LoggerMessage(503, LogLevel.Error, "Twitch does not accept the token of {Account}: {Reason}")]
    public static partial void SignInRefused(ILogger logger, string account, string reason);

    [LoggerMessage(504, LogLevel.Debug, "Twitch: a line was dropped: {Reason}")]
    public static partial void LineDropped(ILogger logger, string reason);

    [LoggerMessage(505, LogLevel.Warning, "Twitch: a line could not be sent: {Reason}")]
    public static partial void SendFailed(ILogger logger, string reason);

    [LoggerMessage(506, LogLevel.Warning, "Twitch says: {Notice}")]
    public static partial void Notice(ILogger logger, string notice);

    [LoggerMessage(507, LogLevel.Warning, "Twitch: {Count} lines were too long and were skipped")]
    public static partial void OverlongLines(ILogger logger, int count);
}
