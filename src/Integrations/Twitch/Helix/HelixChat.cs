using System.Text.Json.Nodes;
using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Users, chat messages and cheermotes over Helix.</summary>
/// <param name="helix">Asks Twitch.</param>
internal sealed class HelixChat(HelixClient helix)
{
    private const int MaxPrefixes = 1_000;
    private const int MaxPrefixLength = 50;

    /// <summary>The id of an account.</summary>
    /// <param name="login">Its login.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no such account.</returns>
    /// <exception cref="HelixException">Twitch said no.</exception>
    public async ValueTask<string?> FindUserIdAsync(string login, CancellationToken cancellationToken)
    {
        var call = new HelixCall(HttpMethod.Get, "users", $"look up the account {login}") { Query = [("login", login)] };
        var users = new HelixAnswer(call, await helix.SendAsync(call, cancellationToken)).Read(static user => user.Needed("id"));
        return users.Count > 0 ? users[0] : null;
    }

    /// <summary>Writes in chat as the account that is signed in.</summary>
    /// <param name="broadcasterId">Id of the channel.</param>
    /// <param name="text">Up to 500 characters.</param>
    /// <param name="replyToMessageId">Message to answer; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Why Twitch dropped it; null when it was sent.</returns>
    /// <exception cref="HelixException">Twitch said no.</exception>
    public async ValueTask<string?> WriteAsync(string broadcasterId, string text, string? replyToMessageId, CancellationToken cancellationToken)
    {
        // Not repeatable: it would be said twice.
        var call = new HelixCall(HttpMethod.Post, "chat/messages", "write in chat") { Scope = TwitchScopes.WriteChat, IsRepeatable = false };
        var body = new JsonObject { ["broadcaster_id"] = broadcasterId, ["sender_id"] = helix.UserId(call), ["message"] = text };
        if (replyToMessageId is { Length: > 0 }) body["reply_parent_message_id"] = replyToMessageId;
        var answer = new HelixAnswer(call, await helix.SendAsync(call with { Body = body }, cancellationToken));
        var sent = answer.Read(static line => (IsSent: line.Flag("is_sent"), Code: line.Object("drop_reason").Text("code"), Why: line.Object("drop_reason").Text("message")));
        return sent is [{ IsSent: true }] ? null : sent is [var dropped] ? $"{dropped.Code} {dropped.Why}".Trim() : throw answer.Unreadable("it names no message");
    }

    /// <summary>The prefixes of the cheermotes of a channel, Twitch's own among them.</summary>
    /// <param name="broadcasterId">Id of the channel.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HelixException">Twitch said no.</exception>
    public async ValueTask<IReadOnlyList<string>> ListCheermotesAsync(string broadcasterId, CancellationToken cancellationToken)
    {
        var call = new HelixCall(HttpMethod.Get, "bits/cheermotes", "list the cheermotes") { Query = [("broadcaster_id", broadcasterId)] };
        var prefixes = new HelixAnswer(call, await helix.SendAsync(call, cancellationToken)).Read(static cheermote => cheermote.Text("prefix"));
        return [.. prefixes.Where(static prefix => prefix.Length is > 0 and <= MaxPrefixLength && !char.IsAsciiDigit(prefix[^1]) && !prefix.Any(char.IsWhiteSpace)).Take(MaxPrefixes)];
    }
}
