using IShowTts.Integrations.Discord;

namespace IShowTts.Worker.Discord;

/// <summary>How messages of text channels are named in the rest of the worker: <c>discord:CHANNEL/MESSAGE</c>. No id of a chat message of Twitch looks like this.</summary>
internal static class DiscordMessageId
{
    /// <summary>The name of a message.</summary>
    /// <param name="channelId">Discord's id of the text channel.</param>
    /// <param name="messageId">Discord's id of the message.</param>
    public static string Of(string channelId, string messageId) => $"{DiscordViewers.Prefix}{channelId}/{messageId}";

    /// <summary>Whether a name is that of a message of a text channel.</summary>
    /// <param name="name">The name.</param>
    public static bool Is(string name) => name.StartsWith(DiscordViewers.Prefix, StringComparison.Ordinal);

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="channelId">The text channel.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>False when it is none, or one without its channel.</returns>
    public static bool TryRead(string name, out string channelId, out string messageId)
    {
        var parts = Is(name) ? name[DiscordViewers.Prefix.Length..].Split('/') : [];
        (channelId, messageId) = parts is [var channel, var message] ? (channel, message) : ("", "");
        return DiscordId.IsValid(channelId) && DiscordId.IsValid(messageId);
    }
}
