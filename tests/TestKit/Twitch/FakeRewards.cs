using System.Net;
using System.Runtime.CompilerServices;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Twitch.Loopback;

namespace IShowTts.TestKit.Twitch;

/// <summary>The rewards of a <see cref="RewardBook"/> without HTTP, with the answers that a test asks for.</summary>
/// <param name="book">What there is.</param>
public sealed class FakeRewards(RewardBook book) : ITwitchRewards
{
    /// <summary>Asked before each call with its name (create, list, disable, remove, open, settle); what it gives is thrown. Null for none.</summary>
    public Func<string, HelixException?>? Before { get; set; }

    /// <summary>Asked after each call that did its work: what it gives is thrown, as when an answer is lost. Null for none.</summary>
    public Func<string, HelixException?>? After { get; set; }

    /// <summary>Twitch's refusal.</summary>
    public static HelixException Refused(HttpStatusCode? status) => new(status, $"Twitch answered {status}.");

    /// <inheritdoc/>
    public ValueTask<CustomReward> CreateAsync(CustomRewardSettings settings, CancellationToken cancellationToken) => Call("create", () =>
        Public(book.Add(new BookedReward("", settings.Title, settings.Cost, LoopbackTwitch.ClientId)
        {
            Prompt = settings.Prompt,
            NeedsInput = settings.NeedsInput,
            CooldownSeconds = settings.CooldownSeconds,
            MaxPerStream = settings.MaxPerStream,
            MaxPerUserPerStream = settings.MaxPerUserPerStream,
        })
            ?? throw Refused(HttpStatusCode.BadRequest)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CustomReward>> ListAsync(bool onlyOwn, CancellationToken cancellationToken) => Call<IReadOnlyList<CustomReward>>("list", () =>
        [.. book.Rewards.Where(reward => !onlyOwn || reward.Client == LoopbackTwitch.ClientId).Select(Public)]);

    /// <inheritdoc/>
    public async ValueTask DisableAsync(string rewardId, CancellationToken cancellationToken) => await Call("disable", () =>
        book.Disable(rewardId, LoopbackTwitch.ClientId) is var answer && answer == HttpStatusCode.OK ? true : throw Refused(answer));

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string rewardId, CancellationToken cancellationToken) => await Call("remove", () =>
        book.Remove(rewardId, LoopbackTwitch.ClientId) is var answer && answer == HttpStatusCode.NoContent ? true : throw Refused(answer));

    /// <inheritdoc/>
    public async IAsyncEnumerable<RewardRedemption> ListOpenAsync(string rewardId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reward = book.Rewards.Single(one => one.Id == rewardId);
        var open = await Call("open", () => book.Redemptions.Where(one => one.RewardId == rewardId && one.Status == BookedRedemption.Unfulfilled).ToList());
        foreach (var one in open.OrderBy(static one => one.RedeemedAt))
        {
            yield return new RewardRedemption(one.Id, Public(reward), one.Viewer, one.Input, one.RedeemedAt);
        }
    }

    /// <inheritdoc/>
    public async ValueTask SettleAsync(string rewardId, IReadOnlyList<string> redemptionIds, bool isFulfilled, CancellationToken cancellationToken) => await Call("settle", () =>
    {
        var answer = book.Settle(rewardId, redemptionIds, isFulfilled ? BookedRedemption.Fulfilled : BookedRedemption.Canceled, LoopbackTwitch.ClientId);
        return answer == HttpStatusCode.OK ? true : throw Refused(answer);
    });

    private static CustomReward Public(BookedReward reward) => new(reward.Id, reward.Title, reward.Cost, reward.IsEnabled, reward.NeedsInput);

    private ValueTask<T> Call<T>(string name, Func<T> work)
    {
        if (Before?.Invoke(name) is { } refused)
        {
            throw refused;
        }

        var result = work();
        return After?.Invoke(name) is { } lost ? throw lost : new(result);
    }
}
