using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Discord;

/// <summary>Log messages of Discord's slash commands and text channels. Never what somebody typed.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.Discord + 1, LogLevel.Information, "Discord server {Guild} has the command /tts")]
    public static partial void Registered(ILogger logger, string guild);

    [LoggerMessage(EventIds.Discord + 2, LogLevel.Warning, "Discord server {Guild} did not take the command /tts: {Error}")]
    public static partial void NotRegistered(ILogger logger, string guild, string error);

    [LoggerMessage(EventIds.Discord + 3, LogLevel.Warning, "{File} cannot be read ({Error}); the slash commands are given to each server again")]
    public static partial void FileUnread(ILogger logger, string file, string error);

    [LoggerMessage(EventIds.Discord + 4, LogLevel.Warning, "{File} cannot be written ({Error}); the slash commands are given to each server again at the next start")]
    public static partial void FileUnwritten(ILogger logger, string file, string error);

    [LoggerMessage(EventIds.Discord + 5, LogLevel.Error, "Discord command {Command} broke")]
    public static partial void Broke(ILogger logger, string command, Exception exception);

    [LoggerMessage(EventIds.Discord + 6, LogLevel.Warning, "Discord command {Command} could not be answered: {Error}")]
    public static partial void Unanswered(ILogger logger, string command, string error);

    [LoggerMessage(EventIds.Discord + 7, LogLevel.Warning, "Discord command {Command} took longer than {Seconds} s and was ended")]
    public static partial void TooSlow(ILogger logger, string command, double seconds);

    [LoggerMessage(EventIds.Discord + 8, LogLevel.Information, "A message of a Discord text channel is {Result} since the bot was away; {Count} taken back")]
    public static partial void TakenBack(ILogger logger, string result, int count);

    [LoggerMessage(EventIds.Discord + 9, LogLevel.Warning, "{Count} messages of Discord text channels wait, because it is not known whether they were deleted: {Error}")]
    public static partial void Left(ILogger logger, int count, string error);

    [LoggerMessage(EventIds.Discord + 10, LogLevel.Warning, "Messages of Discord text channels could not be looked up; that is tried again")]
    public static partial void NotLookedUp(ILogger logger, Exception exception);
}
