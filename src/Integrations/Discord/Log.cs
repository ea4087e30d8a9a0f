using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Discord;

/// <summary>Messages of the Discord bot. Event ids 590 to 609. None holds the token or what somebody wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(590, LogLevel.Information, "Discord: the bridge runs on Node {Node} with {Libraries}")]
    public static partial void BridgeStarted(ILogger logger, string node, string libraries);

    [LoggerMessage(591, LogLevel.Warning, "Discord: {Reason} Starting the bridge again in {Seconds:0.0} s (attempt {Attempt})")]
    public static partial void TryingAgain(ILogger logger, string reason, double seconds, int attempt);

    [LoggerMessage(592, LogLevel.Warning, "Discord: {Reason} Starting the bridge again")]
    public static partial void BridgeEnded(ILogger logger, string reason);

    [LoggerMessage(593, LogLevel.Error, "Discord gives up: {Reason}")]
    public static partial void Failed(ILogger logger, string reason);

    [LoggerMessage(594, LogLevel.Information, "Discord: logged in as {User}")]
    public static partial void Ready(ILogger logger, string user);

    [LoggerMessage(595, LogLevel.Warning, "Discord: the connection was lost and is being made again {Detail}")]
    public static partial void Reconnecting(ILogger logger, string detail);

    [LoggerMessage(596, LogLevel.Information, "discord:{Name} is {Phase}: {Detail}")]
    public static partial void VoiceChanged(ILogger logger, string name, DiscordVoicePhase phase, string detail);

    [LoggerMessage(597, LogLevel.Debug, "Discord bridge: {Line}")]
    public static partial void BridgeSaid(ILogger logger, string line);

    [LoggerMessage(598, LogLevel.Warning, "Discord bridge: {Line}")]
    public static partial void BridgeWarned(ILogger logger, string line);

    [LoggerMessage(599, LogLevel.Warning, "The Discord bridge wrote {Count} lines within a minute; more of this minute are not logged")]
    public static partial void BridgeSaysTooMuch(ILogger logger, int count);

    [LoggerMessage(600, LogLevel.Warning, "Discord: {Count} messages or deletions waited; the oldest was dropped")]
    public static partial void TextDropped(ILogger logger, int count);

    [LoggerMessage(601, LogLevel.Warning, "Discord: {Count} commands wait; one was answered that the worker is busy")]
    public static partial void Busy(ILogger logger, int count);

    [LoggerMessage(602, LogLevel.Information, "Discord: server {Guild} has the slash commands")]
    public static partial void Registered(ILogger logger, string guild);

    [LoggerMessage(603, LogLevel.Warning, "Discord: the slash commands of server {Guild} were refused: {Reason}")]
    public static partial void NotRegistered(ILogger logger, string guild, string reason);

    [LoggerMessage(604, LogLevel.Warning, "discord:{Name}: the bridge is ended: {Reason}")]
    public static partial void Cut(ILogger logger, string name, string reason);

    [LoggerMessage(605, LogLevel.Warning, "Discord: the bridge did not end cleanly: {Reason}")]
    public static partial void BridgeNotEnded(ILogger logger, string reason);

    [LoggerMessage(606, LogLevel.Debug, "Discord: a message of the bridge is not used: {Reason}")]
    public static partial void Ignored(ILogger logger, string reason);

    [LoggerMessage(607, LogLevel.Error, "Discord: an error in the worker ended the bridge")]
    public static partial void Broken(ILogger logger, Exception exception);

    [LoggerMessage(609, LogLevel.Error, "Discord: somebody could not be told that the bot has changed")]
    public static partial void NotTold(ILogger logger, Exception exception);
}
