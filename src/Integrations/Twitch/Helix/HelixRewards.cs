using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Rewards over Helix. Each answer is read as text from outside: what is missing or of a wrong type is an error that names it.</summary>
/// <param name="helix">Asks Twitch.</param>
internal sealed class HelixRewards(HelixClient helix) : ITwitchRewards
{
    private const string RewardsPath = "channel_points/custom_rewards";
    private const string RedemptionsPath = "channel_points/custom_rewards/redemptions";
    private const int MaxPages = 200;

    /// <inheritdoc/>
    public async ValueTask<CustomReward> CreateAsync(CustomRewardSettings settings, CancellationToken cancellationToken)
    {
        // Not repeatable: a second one of the same title is refused, and would look like a failure.
        var call = Rewards(HttpMethod.Post, $"create the reward \"{settings.Title}\"") with { Body = ToJson(settings), IsRepeatable = false };
        var answer = new HelixAnswer(call, await SendAsync(call, cancellationToken));
        var rewards = answer.Read(ReadReward);
        return rewards.Count == 1 ? rewards[0] : throw answer.Unreadable("one reward was expected");
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CustomReward>> ListAsync(bool onlyOwn, CancellationToken cancellationToken)
    {
        var call = Rewards(HttpMethod.Get, "list the rewards", ("only_manageable_rewards", onlyOwn ? "true" : "false"));
        return new HelixAnswer(call, await SendAsync(call, cancellationToken)).Read(ReadReward);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string rewardId, CancellationToken cancellationToken) =>
        await SendAsync(Rewards(HttpMethod.Delete, "remove the reward", ("id", rewardId)), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisableAsync(string rewardId, CancellationToken cancellationToken) =>
        await SendAsync(Rewards(HttpMethod.Patch, "switch the reward off", ("id", rewardId)) with { Body = new JsonObject { ["is_enabled"] = false } }, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RewardRedemption> ListOpenAsync(string rewardId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var call = new HelixCall(HttpMethod.Get, RedemptionsPath, "list the open redemptions")
            {
                Query = [("reward_id", rewardId), ("status", "UNFULFILLED"), ("sort", "OLDEST"), ("first", "50"), .. cursor.Length > 0 ? new[] { ("after", cursor) } : []],
                Scope = TwitchScopes.ManageRedemptions,
            };
            var answer = new HelixAnswer(call, await SendAsync(call, cancellationToken));
            foreach (var redemption in answer.Read(ReadRedemption)) yield return redemption;
            var next = answer.Cursor;
            if (next.Length == 0 || next == cursor) yield break;
            cursor = next;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SettleAsync(string rewardId, IReadOnlyList<string> redemptionIds, bool isFulfilled, CancellationToken cancellationToken)
    {
        if (redemptionIds.Count is 0 or > 50) throw new ArgumentOutOfRangeException(nameof(redemptionIds), redemptionIds.Count, "Twitch takes 1 to 50 redemptions in a call.");
        var call = new HelixCall(HttpMethod.Patch, RedemptionsPath, isFulfilled ? "fulfil redemptions" : "give points back")
        {
            Query = [("reward_id", rewardId), .. redemptionIds.Select(id => ("id", id))],
            Body = new JsonObject { ["status"] = isFulfilled ? "FULFILLED" : "CANCELED" },
            Scope = TwitchScopes.ManageRedemptions,
        };
        await SendAsync(call, cancellationToken);
    }

    private static HelixCall Rewards(HttpMethod method, string what, params (string Name, string Value)[] query) =>
        new(method, RewardsPath, what) { Query = query, Scope = TwitchScopes.ManageRedemptions };

    // Points are of the channel that is read: with another account's sign-in, answers would be about that account's rewards.
    private async ValueTask<JsonElement> SendAsync(HelixCall call, CancellationToken cancellationToken) =>
        await helix.SendAsync(call with { Query = [("broadcaster_id", await helix.BroadcasterIdAsync(call, cancellationToken)), .. call.Query] }, cancellationToken);

    private static JsonObject ToJson(CustomRewardSettings settings)
    {
        var body = new JsonObject
        {
            ["title"] = settings.Title,
            ["cost"] = settings.Cost,
            ["prompt"] = settings.Prompt,
            ["is_enabled"] = true,
            ["is_user_input_required"] = settings.NeedsInput,
            // Else Twitch fulfils each at once, and nothing could be refunded.
            ["should_redemptions_skip_request_queue"] = false,
        };
        if (settings.CooldownSeconds > 0) (body["is_global_cooldown_enabled"], body["global_cooldown_seconds"]) = (true, settings.CooldownSeconds);
        if (settings.MaxPerStream > 0) (body["is_max_per_stream_enabled"], body["max_per_stream"]) = (true, settings.MaxPerStream);
        if (settings.MaxPerUserPerStream > 0) (body["is_max_per_user_per_stream_enabled"], body["max_per_user_per_stream"]) = (true, settings.MaxPerUserPerStream);
        return body;
    }

    private static CustomReward ReadReward(EventSubObject reward) => new(
        reward.Needed("id"), reward.Text("title"), reward.Number("cost"), reward.Flag("is_enabled"), reward.Flag("is_user_input_required"));

    private static RewardRedemption ReadRedemption(EventSubObject body)
    {
        var viewer = ViewerNames.Make(body.Needed("user_id"), body.Text("user_login"), body.Text("user_name"), default);
        if (body.Time("redeemed_at") is not { } at)
        {
            body.Note("redeemed_at", "a time");
            at = default;
        }

        // The reward inside is short: it has neither is_enabled nor is_user_input_required.
        return new RewardRedemption(body.Needed("id"), ReadReward(body.Object("reward")), viewer, body.Text("user_input"), at);
    }
}
