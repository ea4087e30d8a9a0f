using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Channel-point rewards and their redemptions of a <see cref="LoopbackTwitch"/>: the part of Helix that a <see cref="RewardBook"/> speaks through.</summary>
public sealed class LoopbackRewards
{
    private const string RewardsPath = "/helix/channel_points/custom_rewards";

    /// <summary>Path of the redemptions, for <see cref="LoopbackFaults"/>.</summary>
    public const string RedemptionsPath = RewardsPath + "/redemptions";

    /// <summary>What there is, and what was asked for.</summary>
    public RewardBook Book { get; } = new();

    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(RewardsPath, context => ForOwnerAsync(context, () => ListAsync(context)));
        routes.MapPost(RewardsPath, context => ForOwnerAsync(context, () => CreateAsync(context)));
        routes.MapPatch(RewardsPath, context => ForOwnerAsync(context, () => ChangeAsync(context)));
        routes.MapDelete(RewardsPath, context => ForOwnerAsync(context, () => RemoveAsync(context)));
        routes.MapGet(RedemptionsPath, context => ForOwnerAsync(context, () => ListRedemptionsAsync(context)));
        routes.MapPatch(RedemptionsPath, context => ForOwnerAsync(context, () => SettleAsync(context)));
    }

    private static string ClientOf(HttpContext context) => context.Request.Headers["Client-Id"].ToString();

    private static Task ForOwnerAsync(HttpContext context, Func<Task> act) => context.Request.Query["broadcaster_id"] == LoopbackTwitch.BroadcasterId
        ? act()
        : LoopbackAnswer.ErrorAsync(context, 401, "Unauthorized", "The ID in broadcaster_id must match the user ID found in the request's OAuth token.");

    private static Task AnswerAsync(HttpContext context, HttpStatusCode status) =>
        LoopbackAnswer.ErrorAsync(context, (int)status, status.ToString(), "The loopback says " + status);

    private static object RewardBody(BookedReward reward) => new
    {
        broadcaster_id = LoopbackTwitch.BroadcasterId,
        broadcaster_login = LoopbackTwitch.BroadcasterLogin,
        broadcaster_name = LoopbackTwitch.BroadcasterLogin,
        id = reward.Id,
        title = reward.Title,
        prompt = reward.Prompt,
        cost = reward.Cost,
        image = (object?)null,
        is_enabled = reward.IsEnabled,
        is_user_input_required = reward.NeedsInput,
        is_paused = false,
        is_in_stock = true,
        should_redemptions_skip_request_queue = reward.SkipsQueue,
        max_per_stream_setting = new { is_enabled = reward.MaxPerStream > 0, max_per_stream = reward.MaxPerStream },
        max_per_user_per_stream_setting = new { is_enabled = reward.MaxPerUserPerStream > 0, max_per_user_per_stream = reward.MaxPerUserPerStream },
        global_cooldown_setting = new { is_enabled = reward.CooldownSeconds > 0, global_cooldown_seconds = reward.CooldownSeconds },
    };

    private static int Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static bool Flag(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.GetBoolean();

    private Task ListAsync(HttpContext context)
    {
        var onlyOwn = context.Request.Query["only_manageable_rewards"] == "true";
        return context.Response.WriteAsJsonAsync(new { data = Book.Rewards.Where(reward => !onlyOwn || reward.Client == ClientOf(context)).Select(RewardBody) });
    }

    private async Task CreateAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var body = document.RootElement;
        var title = body.GetProperty("title").GetString() ?? "";
        var reward = new BookedReward("", title, Number(body, "cost"), ClientOf(context))
        {
            Prompt = body.TryGetProperty("prompt", out var prompt) ? prompt.GetString() ?? "" : "",
            NeedsInput = Flag(body, "is_user_input_required"),
            SkipsQueue = Flag(body, "should_redemptions_skip_request_queue"),
            CooldownSeconds = Flag(body, "is_global_cooldown_enabled") ? Number(body, "global_cooldown_seconds") : 0,
            MaxPerStream = Flag(body, "is_max_per_stream_enabled") ? Number(body, "max_per_stream") : 0,
            MaxPerUserPerStream = Flag(body, "is_max_per_user_per_stream_enabled") ? Number(body, "max_per_user_per_stream") : 0,
        };
        if (title.Length is 0 or > 45 || reward.Cost < 1 || reward.Prompt.Length > 200)
        {
            await LoopbackAnswer.ErrorAsync(context, 400, "Bad Request", "title, cost or prompt is out of range");
            return;
        }

        if (Book.Add(reward) is not { } added)
        {
            await LoopbackAnswer.ErrorAsync(context, 400, "Bad Request", "CREATE_CUSTOM_REWARD_DUPLICATE_REWARD");
            return;
        }

        await context.Response.WriteAsJsonAsync(new { data = new[] { RewardBody(added) } });
    }

    /// <summary>Switching off is all that is asked for.</summary>
    private async Task ChangeAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var rewardId = context.Request.Query["id"].ToString();
        var answer = !document.RootElement.TryGetProperty("is_enabled", out var on) || on.GetBoolean() ? HttpStatusCode.BadRequest : Book.Disable(rewardId, ClientOf(context));
        if (answer == HttpStatusCode.OK)
        {
            await context.Response.WriteAsJsonAsync(new { data = Book.Rewards.Where(reward => reward.Id == rewardId).Select(RewardBody) });
            return;
        }

        await AnswerAsync(context, answer);
    }

    private Task RemoveAsync(HttpContext context)
    {
        var answer = Book.Remove(context.Request.Query["id"].ToString(), ClientOf(context));
        context.Response.StatusCode = (int)answer;
        return answer == HttpStatusCode.NoContent ? Task.CompletedTask : AnswerAsync(context, answer);
    }

    private async Task ListRedemptionsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var reward = Book.Rewards.FirstOrDefault(one => one.Id == query["reward_id"]);
        if (reward is null || reward.Client != ClientOf(context))
        {
            await AnswerAsync(context, reward is null ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden);
            return;
        }

        var first = int.TryParse(query["first"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 50) : 20;
        var after = query["after"].ToString();
        var page = Book.Redemptions
            .Where(one => one.RewardId == reward.Id && one.Status == query["status"] && string.CompareOrdinal(one.Id, after) > 0)
            .OrderBy(static one => one.Id, StringComparer.Ordinal)
            .Take(first + 1)
            .ToList();
        var cursor = page.Count > first ? page[first - 1].Id : "";
        await context.Response.WriteAsJsonAsync(new
        {
            data = page.Take(first).Select(one => new
            {
                broadcaster_id = LoopbackTwitch.BroadcasterId,
                broadcaster_login = LoopbackTwitch.BroadcasterLogin,
                broadcaster_name = LoopbackTwitch.BroadcasterLogin,
                id = one.Id,
                user_id = one.Viewer.Id,
                user_login = one.Viewer.Login,
                user_name = one.Viewer.DisplayName,
                user_input = one.Input,
                status = one.Status,
                redeemed_at = one.RedeemedAt,
                reward = new { id = reward.Id, title = reward.Title, prompt = reward.Prompt, cost = reward.Cost },
            }),
            pagination = cursor.Length > 0 ? (object)new { cursor } : new { },
        });
    }

    private async Task SettleAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var status = document.RootElement.TryGetProperty("status", out var wanted) ? wanted.GetString() ?? "" : "";
        string[] ids = [.. context.Request.Query["id"].OfType<string>()];
        var answer = Book.Settle(context.Request.Query["reward_id"].ToString(), ids, status, ClientOf(context));
        if (answer == HttpStatusCode.OK)
        {
            await context.Response.WriteAsJsonAsync(new { data = ids.Select(id => new { id, status }) });
            return;
        }

        await AnswerAsync(context, answer);
    }
}
