using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Messages of EventSub. Event ids 520 to 539.</summary>
internal static partial class Log
{
    [LoggerMessage(520, LogLevel.Information, "Twitch events: connected for #{Channel} as {Account}, {Count} kinds of events")]
    public static partial void Connected(ILogger logger, string channel, string account, int count);

    [LoggerMessage(521, LogLevel.Warning, "Twitch events: {Reason} Trying again in {Seconds:0.0} s (attempt {Attempt})")]
    public static partial void TryingAgain(ILogger logger, string reason, double seconds, int attempt);

    [LoggerMessage(522, LogLevel.Information, "Twitch events: {Reason}; connecting again")]
    public static partial void Ended(ILogger logger, string reason);

    [LoggerMessage(523, LogLevel.Information, "Twitch events: moved to another address of Twitch, nothing was lost")]
    public static partial void Moved(ILogger logger);

    [LoggerMessage(524, LogLevel.Debug, "Twitch events: a message was dropped: {Reason}")]
    public static partial void MessageDropped(ILogger logger, string reason);

    [LoggerMessage(525, LogLevel.Warning, "Twitch events: {Count} messages were too long and were passed over")]
    public static partial void OverlongMessages(ILogger logger, int count);

    [LoggerMessage(526, LogLevel.Debug, "Twitch events: a message of the unknown kind {Kind} was passed over")]
    public static partial void UnknownMessage(ILogger logger, string kind);

    [LoggerMessage(527, LogLevel.Debug, "Twitch events: the old connection did not end politely: {Reason}")]
    public static partial void NoGoodbye(ILogger logger, string reason);

    [LoggerMessage(528, LogLevel.Warning, "Twitch events: {Type} is off: {Reason}")]
    public static partial void Off(ILogger logger, string type, string reason);

    [LoggerMessage(529, LogLevel.Warning, "Twitch events: {Type} is asked for again in {Seconds:0.0} s: {Reason}")]
    public static partial void Later(ILogger logger, string type, double seconds, string reason);

    [LoggerMessage(530, LogLevel.Error, "Twitch events: an event of {Type} could not be read and was dropped")]
    public static partial void EventBroke(ILogger logger, string type, Exception exception);

    [LoggerMessage(531, LogLevel.Warning, "Twitch events: what was missed could not be looked up; again in {Seconds:0.0} s: {Reason}")]
    public static partial void BackfillFailed(ILogger logger, double seconds, string reason);

    [LoggerMessage(532, LogLevel.Debug, "Twitch events: an old message ({Minutes:0} minutes) of {Type} was dropped as a replay")]
    public static partial void Replay(ILogger logger, double minutes, string type);

    [LoggerMessage(533, LogLevel.Information, "Twitch: chat is read over {Way}")]
    public static partial void ChatOver(ILogger logger, string way);

    [LoggerMessage(534, LogLevel.Warning, "Twitch: the channel's cheermotes could not be looked up: {Reason}")]
    public static partial void NoCheermotes(ILogger logger, string reason);
}
