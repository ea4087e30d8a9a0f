namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>What Twitch means when it closes a connection (handling-websocket-events, "Close message").</summary>
internal static class EventSubCloseCodes
{
    /// <summary>One phrase for people.</summary>
    /// <param name="code">The close code; null when there was none.</param>
    public static string Describe(int? code) => code switch
    {
        null => "the connection to Twitch was lost",
        1000 or 1001 => "Twitch closed the connection",
        4000 => "Twitch closed the connection: an internal error of Twitch (4000)",
        4001 => "Twitch closed the connection: we sent something, which is an error of iShowTTS; please report it (4001)",
        4002 => "Twitch closed the connection: a ping was not answered (4002)",
        4003 => "Twitch closed the connection: no subscription was made in time, or none was left (4003)",
        4004 => "Twitch closed the connection: we did not move to the new address in time (4004)",
        4005 => "Twitch closed the connection: its network timed out (4005)",
        4006 => "Twitch closed the connection: its network failed (4006)",
        4007 => "Twitch closed the connection: the new address was wrong, which is an error of iShowTTS; please report it (4007)",
        _ => $"Twitch closed the connection ({code})",
    };
}
