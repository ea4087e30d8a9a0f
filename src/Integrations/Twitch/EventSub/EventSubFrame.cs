using System.Text.Json;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>A message's envelope, opened as far as the connection needs it.</summary>
/// <param name="Kind">Its <c>message_type</c>.</param>
/// <param name="MessageId">Its id; the same when Twitch sends it again.</param>
/// <param name="At">When it was sent; null when it does not say.</param>
/// <param name="Type">Type of the subscription; empty unless it is about one.</param>
/// <param name="Json">All of it; good while its document is.</param>
internal sealed record EventSubFrame(string Kind, string MessageId, DateTimeOffset? At, string Type, JsonElement Json)
{
    /// <summary>The session that it tells about; without members when it tells about none.</summary>
    public EventSubObject Session => Payload.Object("session");

    /// <summary>The subscription that it tells about; without members when it tells about none.</summary>
    public EventSubObject Subscription => Payload.Object("subscription");

    private EventSubObject Payload => new EventSubObject(Json, new EventSubProblem(), "message").Object("payload");

    /// <summary>Opens an envelope.</summary>
    /// <param name="json">The message.</param>
    /// <param name="error">What is wrong with it; empty when nothing is.</param>
    /// <returns>Null when something is wrong.</returns>
    public static EventSubFrame? Read(JsonElement json, out string error)
    {
        var problem = new EventSubProblem();
        try
        {
            var metadata = new EventSubObject(json, problem, "message").Object("metadata");
            var frame = new EventSubFrame(
                metadata.Needed("message_type"), metadata.Text("message_id"), metadata.Time("message_timestamp"), metadata.Text("subscription_type"), json);
            error = problem.First ?? "";
            return problem.First is null ? frame : null;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json gives for an escape that is half a surrogate pair.
            error = "a text in the message has half a character";
            return null;
        }
    }
}
