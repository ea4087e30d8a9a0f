using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Messages of the rehearsal source. Event ids 550 to 599.</summary>
internal static partial class Log
{
    [LoggerMessage(550, LogLevel.Warning, "Rehearsal: line {Number} cannot be read: {Reason}")]
    public static partial void LineUnread(ILogger logger, int number, string reason);

    [LoggerMessage(551, LogLevel.Error, "Rehearsal: the file cannot be read: {Reason}")]
    public static partial void FileUnread(ILogger logger, string reason);

    [LoggerMessage(552, LogLevel.Information, "Rehearsal: {File} is over")]
    public static partial void Over(ILogger logger, string file);
}
