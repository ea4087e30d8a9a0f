using System.Net;
using System.Text.Json.Nodes;
using IShowTts.Integrations.Twitch.EventSub;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Subscriptions of EventSub over Helix.</summary>
/// <param name="helix">Asks Twitch.</param>
internal sealed class HelixEventSub(HelixClient helix)
{
    private const string Path = "eventsub/subscriptions";
    private const int MaxPages = 50;

    /// <summary>Returns when the rate limit lets calls go.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => helix.WaitForRoomAsync(cancellationToken);

    /// <summary>Subscribes a session of a WebSocket. One that is there already counts as made.</summary>
    /// <param name="kind">To what.</param>
    /// <param name="broadcasterId">Id of the channel.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HelixException">Twitch said no.</exception>
    public async ValueTask CreateAsync(EventSubKind kind, string broadcasterId, string sessionId, CancellationToken cancellationToken)
    {
        var call = new HelixCall(HttpMethod.Post, Path, $"give us {kind.Type}") { Scope = kind.Feature is { Scopes: [var scope, ..] } ? scope : "" };
        var condition = new JsonObject();
        foreach (var member in kind.Condition)
            condition[member] = member is EventSubKind.Broadcaster or EventSubKind.RaidGoal ? broadcasterId : helix.UserId(call);
        call = call with
        {
            Body = new JsonObject
            {
                ["type"] = kind.Type,
                ["version"] = kind.Version,
                ["condition"] = condition,
                ["transport"] = new JsonObject { ["method"] = "websocket", ["session_id"] = sessionId },
            },
        };
        try
        {
            await helix.SendAsync(call, cancellationToken);
        }
        catch (HelixException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            // It was made by an attempt whose answer was lost.
            return;
        }
    }

    /// <summary>The subscriptions of our client id, over all pages: id, type and status.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HelixException">Twitch said no.</exception>
    public async ValueTask<IReadOnlyList<(string Id, string Type, string Status)>> ListAsync(CancellationToken cancellationToken)
    {
        List<(string Id, string Type, string Status)> all = [];
        var cursor = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var call = new HelixCall(HttpMethod.Get, Path, "list the subscriptions") { Query = cursor.Length > 0 ? [("after", cursor)] : [] };
            var answer = new HelixAnswer(call, await helix.SendAsync(call, cancellationToken));
            all.AddRange(answer.Read(static item => (item.Needed("id"), item.Text("type"), item.Text("status"))));
            if (answer.Cursor is "" || answer.Cursor == cursor) break;
            cursor = answer.Cursor;
        }

        return all;
    }

    /// <summary>Ends a subscription.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HelixException">Twitch said no.</exception>
    public async ValueTask DeleteAsync(string id, CancellationToken cancellationToken) =>
        await helix.SendAsync(new HelixCall(HttpMethod.Delete, Path, "end a subscription") { Query = [("id", id)] }, cancellationToken);
}
