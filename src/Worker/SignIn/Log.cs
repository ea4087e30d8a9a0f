using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.SignIn;

/// <summary>Messages of the watch over the sign-in.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.SignIn + 1, LogLevel.Warning, "The Twitch sign-in could not be checked; trying again every minute. {Reason}")]
    public static partial void NotChecked(ILogger logger, string reason);

    [LoggerMessage(EventIds.SignIn + 2, LogLevel.Warning, "{File} is not watched ({Reason}); a login or logout is seen within a minute")]
    public static partial void FileNotWatched(ILogger logger, string file, string reason);
}
