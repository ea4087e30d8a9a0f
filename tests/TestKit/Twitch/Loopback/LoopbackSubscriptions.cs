using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Subscriptions over Helix: <c>/helix/eventsub/subscriptions</c>, checked as Twitch checks them.</summary>
public sealed class LoopbackSubscriptions
{
    private const string Broadcaster = "broadcaster_user_id";
    private const string Moderator = "moderator_user_id";
    private const string User = "user_id";

    private static readonly Dictionary<string, (string Version, string Scope, string[] Condition)> s_types = new(StringComparer.Ordinal)
    {
        ["channel.chat.message"] = ("1", "user:read:chat", [Broadcaster, User]),
        ["channel.chat.notification"] = ("1", "user:read:chat", [Broadcaster, User]),
        ["channel.chat.message_delete"] = ("1", "user:read:chat", [Broadcaster, User]),
        ["channel.chat.clear"] = ("1", "user:read:chat", [Broadcaster, User]),
        ["channel.chat.clear_user_messages"] = ("1", "user:read:chat", [Broadcaster, User]),
        ["channel.channel_points_custom_reward_redemption.add"] = ("1", "channel:manage:redemptions", [Broadcaster]),
        ["channel.channel_points_custom_reward_redemption.update"] = ("1", "channel:manage:redemptions", [Broadcaster]),
        ["channel.channel_points_automatic_reward_redemption.add"] = ("2", "channel:manage:redemptions", [Broadcaster]),
        ["channel.cheer"] = ("1", "bits:read", [Broadcaster]),
        ["channel.bits.use"] = ("1", "bits:read", [Broadcaster]),
        ["channel.custom_power_up_redemption.add"] = ("1", "bits:read", [Broadcaster]),
        ["channel.subscribe"] = ("1", "channel:read:subscriptions", [Broadcaster]),
        ["channel.subscription.message"] = ("1", "channel:read:subscriptions", [Broadcaster]),
        ["channel.subscription.gift"] = ("1", "channel:read:subscriptions", [Broadcaster]),
        ["channel.raid"] = ("1", "", ["to_broadcaster_user_id"]),
        ["channel.follow"] = ("2", "moderator:read:followers", [Broadcaster, Moderator]),
        ["channel.ban"] = ("1", "channel:moderate", [Broadcaster]),
        ["channel.hype_train.begin"] = ("2", "channel:read:hype_train", [Broadcaster]),
        ["channel.charity_campaign.donate"] = ("1", "channel:read:charity", [Broadcaster]),
        ["automod.message.hold"] = ("2", "moderator:manage:automod", [Broadcaster, Moderator]),
        ["automod.message.update"] = ("2", "moderator:manage:automod", [Broadcaster, Moderator]),
        ["stream.online"] = ("1", "", [Broadcaster]),
        ["stream.offline"] = ("1", "", [Broadcaster]),
    };

    /// <summary>Scopes that only the broadcaster can give.</summary>
    private static readonly string[] s_ownChannel =
        ["channel:manage:redemptions", "bits:read", "channel:read:subscriptions", "channel:read:hype_train", "channel:read:charity"];

    private readonly ConcurrentQueue<bool> lostAnswers = new();
    private readonly LoopbackSignIn signIn;
    private readonly LoopbackEventSub events;
    private int made;

    internal LoopbackSubscriptions(LoopbackSignIn signIn, LoopbackEventSub events) => (this.signIn, this.events) = (signIn, events);

    /// <summary>Types that are refused with a status, whatever the token allows.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>A subscription is made, and its answer is lost on the way: 500, or nothing. Who asks again is told 409. Asked for several times, it happens to one after the other.</summary>
    /// <param name="isCut">The line is cut instead of an answer.</param>
    public void LoseAnswer(bool isCut = false) => lostAnswers.Enqueue(isCut);

    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/helix/eventsub/subscriptions", CreateAsync);
        routes.MapGet("/helix/eventsub/subscriptions", () => Results.Json(new
        {
            data = events.Live.SelectMany(static session => session.List()).Select(static item => new { id = item.Id, type = item.Type, status = "enabled" }),
        }));
        routes.MapDelete("/helix/eventsub/subscriptions", DeleteAsync);
    }

    private async Task CreateAsync(HttpContext context)
    {
        JsonElement body;
        try
        {
            body = await context.Request.ReadFromJsonAsync<JsonElement>();
        }
        catch (JsonException)
        {
            await LoopbackAnswer.ErrorAsync(context, 400, "Bad Request", "invalid JSON");
            return;
        }

        var type = Text(body, "type");
        var transport = body.TryGetProperty("transport", out var t) ? t : default;
        var session = events.FindLive(Text(transport, "session_id"));
        var token = signIn.Bearer(context.Request);
        var (status, message) = Check(type, body, transport, session, token);
        if (status != 0)
        {
            await LoopbackAnswer.ErrorAsync(context, status, "Error", message);
            return;
        }

        var id = $"sub-{Interlocked.Increment(ref made)}";
        if (session!.Add(type, id) is { } known)
        {
            context.Response.StatusCode = 409;
            await context.Response.WriteAsJsonAsync(new { error = "Conflict", status = 409, message = "subscription already exists", id = known });
            return;
        }

        if (lostAnswers.TryDequeue(out var isCut))
        {
            if (isCut) context.Abort();
            else await LoopbackAnswer.ErrorAsync(context, 500, "Internal Server Error", "the answer is lost");
            events.Changed();
            return;
        }

        context.Response.StatusCode = 202;
        await context.Response.WriteAsJsonAsync(new { data = new[] { new { id, status = "enabled", type, cost = 0 } }, total = 1, total_cost = 0, max_total_cost = 10 });
        events.Changed();
    }

    private (int Status, string Message) Check(string type, JsonElement body, JsonElement transport, LoopbackSession? session, LoopbackToken? token)
    {
        if (Refused.TryGetValue(type, out var status)) return (status, $"{type} is refused by the test");
        if (!s_types.TryGetValue(type, out var known)) return (400, "invalid subscription type");
        if (Text(body, "version") != known.Version) return (400, "invalid version");
        if (Text(transport, "method") != "websocket") return (400, "invalid transport method");
        if (session is null) return (400, "websocket transport session does not exist or has already disconnected");
        if (token is null) return (401, "invalid token");
        if (known.Scope.Length > 0 && !token.Scopes.Contains(known.Scope)) return (403, "subscription missing proper authorization");
        if (s_ownChannel.Contains(known.Scope) && token.UserId != LoopbackTwitch.BroadcasterId) return (403, "the token is not the broadcaster's");
        var condition = body.TryGetProperty("condition", out var c) ? c : default;
        foreach (var member in known.Condition)
        {
            var value = Text(condition, member);
            if (value.Length == 0) return (400, $"missing {member}");
            if (member is User or Moderator ? value != token.UserId : value != LoopbackTwitch.BroadcasterId) return (403, $"{member} is not the token's");
        }

        return (0, "");
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var id = context.Request.Query["id"].ToString();
        if (!events.Live.Any(session => session.Remove(id)))
        {
            await LoopbackAnswer.ErrorAsync(context, 404, "Not Found", "subscription not found");
            return;
        }

        context.Response.StatusCode = 204;
        events.Changed();
        foreach (var session in events.Live.Where(static session => session.IsEmpty)) await events.CloseAsync(session, 4003);
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
