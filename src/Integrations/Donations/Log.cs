using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations;

/// <summary>Messages of the donation services. Event ids 555 to 579. None holds a token, an address with a query, or what a donor wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(555, LogLevel.Information, "{Service}: connected; donations are read")]
    public static partial void Connected(ILogger logger, string service);

    [LoggerMessage(556, LogLevel.Warning, "{Service}: {Reason} Trying again in {Seconds:0.0} s (attempt {Attempt})")]
    public static partial void TryingAgain(ILogger logger, string service, string reason, double seconds, int attempt);

    [LoggerMessage(557, LogLevel.Information, "{Service}: {Reason}; connecting again")]
    public static partial void Ended(ILogger logger, string service, string reason);

    [LoggerMessage(558, LogLevel.Error, "{Service} gives up: {Reason}")]
    public static partial void Refused(ILogger logger, string service, string reason);

    [LoggerMessage(559, LogLevel.Warning, "{Service}: a donation could not be read: {Reason}")]
    public static partial void Unreadable(ILogger logger, string service, string reason);

    [LoggerMessage(560, LogLevel.Debug, "{Service}: passed over: {Reason}")]
    public static partial void Ignored(ILogger logger, string service, string reason);

    [LoggerMessage(561, LogLevel.Debug, "{Service}: donation {Id} came again")]
    public static partial void Repeated(ILogger logger, string service, string id);

    [LoggerMessage(562, LogLevel.Warning, "{Service}: {Count} messages were too long and were skipped")]
    public static partial void TooLong(ILogger logger, string service, int count);

    [LoggerMessage(563, LogLevel.Warning, "{Service}: {Topic} cannot be read ({Reason}); the rest can")]
    public static partial void TopicRefused(ILogger logger, string service, string topic, string reason);

    [LoggerMessage(564, LogLevel.Information, "{Service}: asked to connect again; the old connection is read until the new one stands")]
    public static partial void HandingOver(ILogger logger, string service);

    [LoggerMessage(565, LogLevel.Information, "{Service}: the session could not be taken over ({Reason}); beginning a new one")]
    public static partial void HandOverFailed(ILogger logger, string service, string reason);

    [LoggerMessage(566, LogLevel.Information, "{Service}: looked for donations since {Since:O}; {Count} were listed")]
    public static partial void LookedBack(ILogger logger, string service, DateTimeOffset since, int count);

    [LoggerMessage(567, LogLevel.Warning, "{Service}: donations that came while the line was down could not be listed: {Reason}")]
    public static partial void LookBackFailed(ILogger logger, string service, string reason);

    [LoggerMessage(568, LogLevel.Warning, "{Service}: {Topic} cannot be read for now ({Reason}); the rest can. Asking again in {Seconds:0.0} s")]
    public static partial void TopicRefusedForNow(ILogger logger, string service, string topic, string reason, double seconds);
}
