using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Redemptions;

/// <summary>Log messages of the settlement of redemptions.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.Redemptions + 1, LogLevel.Information, "Told Twitch: {Count} redemptions of reward {Reward} are {Status}.")]
    public static partial void Told(ILogger logger, int count, string reward, string status);

    [LoggerMessage(EventIds.Redemptions + 2, LogLevel.Warning, "Twitch could not be told about {Count} redemptions; tried again in {Seconds:0.0} s: {Why}")]
    public static partial void Postponed(ILogger logger, int count, double seconds, string why);

    [LoggerMessage(EventIds.Redemptions + 3, LogLevel.Warning, "Reward {Reward} was not made by iShowTTS: Twitch does not let us refund it. Make one with: ishowtts twitch rewards create")]
    public static partial void Foreign(ILogger logger, string reward);

    [LoggerMessage(EventIds.Redemptions + 4, LogLevel.Error, "Twitch refused to settle redemption {Redemption}; it is set aside: {Why}")]
    public static partial void SetAside(ILogger logger, string redemption, string why);

    [LoggerMessage(EventIds.Redemptions + 5, LogLevel.Debug, "Redemption {Redemption} is unknown to Twitch or settled already; nothing is left to tell.")]
    public static partial void SettledAlready(ILogger logger, string redemption);

    [LoggerMessage(EventIds.Redemptions + 6, LogLevel.Error, "The settlement of redemptions broke and is started again.")]
    public static partial void Broke(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.Redemptions + 7, LogLevel.Information, "Missed redemptions: {Read} are read now, {Refunded} are refunded, {Known} were known.")]
    public static partial void Missed(ILogger logger, int read, int refunded, int known);

    [LoggerMessage(EventIds.Redemptions + 8, LogLevel.Warning, "Our own rewards could not be listed: {Why}")]
    public static partial void NotListed(ILogger logger, string why);

    [LoggerMessage(EventIds.Redemptions + 9, LogLevel.Warning, "A refund could not be told in chat: {Why}")]
    public static partial void NotSaid(ILogger logger, string why);
}
