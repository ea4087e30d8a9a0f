using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Messages of the sign-in. Event ids 510 to 519. None holds a token.</summary>
internal static partial class Log
{
    [LoggerMessage(510, LogLevel.Information, "Twitch: the token of {Login} was renewed; it is good until {Until:u}")]
    public static partial void Renewed(ILogger logger, string login, DateTimeOffset until);

    [LoggerMessage(511, LogLevel.Warning, "Twitch: the token of {Login} could not be renewed: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string login, string reason);

    [LoggerMessage(512, LogLevel.Information, "Twitch: {Trouble}")]
    public static partial void Trouble(ILogger logger, string trouble);

    [LoggerMessage(513, LogLevel.Information, "Twitch: signed in as {Login}")]
    public static partial void SignedIn(ILogger logger, string login);

    [LoggerMessage(514, LogLevel.Information, "Twitch: nobody is signed in")]
    public static partial void SignedOut(ILogger logger);

    [LoggerMessage(515, LogLevel.Warning, "Twitch: chat does not take the sign-in of {Login} ({Reason}); reading goes on without it")]
    public static partial void ChatWithoutAccount(ILogger logger, string login, string reason);

    [LoggerMessage(516, LogLevel.Warning, "Twitch: a token of {Login} was renewed and refused all the same; it is kept and Twitch is asked once more")]
    public static partial void Doubted(ILogger logger, string login);
}
