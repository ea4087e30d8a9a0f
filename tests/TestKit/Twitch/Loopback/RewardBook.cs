using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using IShowTts.Integrations.Events;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Rewards and redemptions with Twitch's rules: only what is unfulfilled can be settled, only by the client that made the reward, 50 at once. Thread safe.</summary>
public sealed class RewardBook
{
    private const int MostIds = 50;

    private readonly Lock gate = new();
    private readonly Dictionary<string, BookedReward> rewards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookedRedemption> redemptions = new(StringComparer.Ordinal);
    private long last;
    private int contradictions;
    private int repeats;
    private TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every settling that was asked for, in order of arrival.</summary>
    public ConcurrentQueue<SettlingCall> Calls { get; } = new();

    /// <summary>Redemptions that were asked to become the other thing after they were settled: there must be none.</summary>
    public int Contradictions => Volatile.Read(ref contradictions);

    /// <summary>Redemptions that were asked to become what they were already: what a kill between the deed and its note looks like.</summary>
    public int Repeats => Volatile.Read(ref repeats);

    /// <summary>All redemptions, in no order.</summary>
    public IReadOnlyList<BookedRedemption> Redemptions
    {
        get
        {
            lock (gate)
            {
                return [.. redemptions.Values];
            }
        }
    }

    /// <summary>All rewards, in no order.</summary>
    public IReadOnlyList<BookedReward> Rewards
    {
        get
        {
            lock (gate)
            {
                return [.. rewards.Values];
            }
        }
    }

    /// <summary>Adds a reward.</summary>
    /// <param name="reward">It; its id is given here when it is empty.</param>
    /// <returns>It with its id; null when there are 50, or one with that title.</returns>
    public BookedReward? Add(BookedReward reward)
    {
        lock (gate)
        {
            if (rewards.Count >= 50 || rewards.Values.Any(other => string.Equals(other.Title, reward.Title, StringComparison.OrdinalIgnoreCase)))
            {
                return null;
            }

            var added = reward.Id.Length > 0 ? reward : reward with { Id = NextId("reward") };
            rewards[added.Id] = added;
            return added;
        }
    }

    /// <summary>Switches a reward off: nobody can redeem it any more.</summary>
    public HttpStatusCode Disable(string rewardId, string client)
    {
        lock (gate)
        {
            if (!rewards.TryGetValue(rewardId, out var reward))
            {
                return HttpStatusCode.NotFound;
            }

            if (reward.Client != client)
            {
                return HttpStatusCode.Forbidden;
            }

            rewards[rewardId] = reward with { IsEnabled = false };
            return HttpStatusCode.OK;
        }
    }

    /// <summary>Removes a reward; its open redemptions become fulfilled, and the points are gone.</summary>
    public HttpStatusCode Remove(string rewardId, string client)
    {
        lock (gate)
        {
            if (!rewards.TryGetValue(rewardId, out var reward))
            {
                return HttpStatusCode.NotFound;
            }

            if (reward.Client != client)
            {
                return HttpStatusCode.Forbidden;
            }

            rewards.Remove(rewardId);
            foreach (var open in redemptions.Values.Where(one => one.RewardId == rewardId && one.Status == BookedRedemption.Unfulfilled).ToArray())
            {
                redemptions[open.Id] = open with { Status = BookedRedemption.Fulfilled };
            }

            return HttpStatusCode.NoContent;
        }
    }

    /// <summary>A viewer redeems.</summary>
    /// <exception cref="InvalidOperationException">The reward is switched off.</exception>
    public BookedRedemption Redeem(string rewardId, Viewer viewer, string input, DateTimeOffset at)
    {
        lock (gate)
        {
            if (!rewards[rewardId].IsEnabled)
            {
                throw new InvalidOperationException($"{rewardId} is switched off.");
            }

            var status = rewards[rewardId].SkipsQueue ? BookedRedemption.Fulfilled : BookedRedemption.Unfulfilled;
            var redemption = new BookedRedemption(NextId("redemption"), rewardId, viewer, input, at, status);
            redemptions[redemption.Id] = redemption;
            return redemption;
        }
    }

    /// <summary>Somebody settles redemptions of one reward.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <param name="ids">The redemptions.</param>
    /// <param name="status">What they become.</param>
    /// <param name="client">Who asks.</param>
    /// <returns>200; 400 too many or none or a bad status; 403 not the client's; 404 at least one is unknown or settled, then none is changed.</returns>
    public HttpStatusCode Settle(string rewardId, IReadOnlyList<string> ids, string status, string client)
    {
        lock (gate)
        {
            var answer = Judge(rewardId, ids, status, client);
            Calls.Enqueue(new SettlingCall(rewardId, [.. ids], status, answer));
            foreach (var id in ids)
            {
                if (answer == HttpStatusCode.OK)
                {
                    redemptions[id] = redemptions[id] with { Status = status };
                }
                else if (redemptions.TryGetValue(id, out var settled) && settled.Status != BookedRedemption.Unfulfilled)
                {
                    repeats += settled.Status == status ? 1 : 0;
                    contradictions += settled.Status == status ? 0 : 1;
                }
            }

            settled.TrySetResult();
            settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return answer;
        }
    }

    /// <summary>Returns when a redemption is settled.</summary>
    /// <returns>What it became.</returns>
    public async Task<string> WaitSettledAsync(string redemptionId, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (redemptions[redemptionId].Status is var status && status != BookedRedemption.Unfulfilled)
                {
                    return status;
                }

                next = settled.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private HttpStatusCode Judge(string rewardId, IReadOnlyList<string> ids, string status, string client) =>
        ids.Count is 0 or > MostIds || status is not (BookedRedemption.Fulfilled or BookedRedemption.Canceled) ? HttpStatusCode.BadRequest
        : !rewards.TryGetValue(rewardId, out var reward) ? HttpStatusCode.NotFound
        : reward.Client != client ? HttpStatusCode.Forbidden
        : ids.All(id => redemptions.TryGetValue(id, out var one) && one.RewardId == rewardId && one.Status == BookedRedemption.Unfulfilled) ? HttpStatusCode.OK
        : HttpStatusCode.NotFound;

    private string NextId(string kind) => $"{kind}-{(++last).ToString("D6", CultureInfo.InvariantCulture)}";
}

/// <summary>A reward of a <see cref="RewardBook"/>.</summary>
/// <param name="Id">Its id; empty to be given one.</param>
/// <param name="Title">Its title.</param>
/// <param name="Cost">Points.</param>
/// <param name="Client">Client id that made it.</param>
public sealed record BookedReward(string Id, string Title, int Cost, string Client)
{
    /// <summary>What viewers are told.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Viewers must type something.</summary>
    public bool NeedsInput { get; init; } = true;

    /// <summary>It can be redeemed.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Redemptions are fulfilled at once, so that they cannot be refunded.</summary>
    public bool SkipsQueue { get; init; }

    /// <summary>Seconds between two redemptions; 0 for none.</summary>
    public int CooldownSeconds { get; init; }

    /// <summary>Most in a stream; 0 for no limit.</summary>
    public int MaxPerStream { get; init; }

    /// <summary>Most of one viewer in a stream; 0 for no limit.</summary>
    public int MaxPerUserPerStream { get; init; }
}

/// <summary>A redemption of a <see cref="RewardBook"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RewardId">Its reward.</param>
/// <param name="Viewer">Who.</param>
/// <param name="Input">What was typed.</param>
/// <param name="RedeemedAt">When.</param>
/// <param name="Status">In Helix's spelling.</param>
public sealed record BookedRedemption(string Id, string RewardId, Viewer Viewer, string Input, DateTimeOffset RedeemedAt, string Status)
{
    /// <summary>Open.</summary>
    public const string Unfulfilled = "UNFULFILLED";

    /// <summary>The points are spent.</summary>
    public const string Fulfilled = "FULFILLED";

    /// <summary>The points are back.</summary>
    public const string Canceled = "CANCELED";
}

/// <summary>One call that settles.</summary>
/// <param name="RewardId">The reward.</param>
/// <param name="Ids">The redemptions.</param>
/// <param name="Status">What they shall become.</param>
/// <param name="Answer">What Twitch answered.</param>
public sealed record SettlingCall(string RewardId, IReadOnlyList<string> Ids, string Status, HttpStatusCode Answer);
