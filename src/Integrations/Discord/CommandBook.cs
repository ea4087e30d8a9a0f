using System.Text.Json;
using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <summary>Slash commands that servers shall have, until Discord said something to them. Thread safe.</summary>
internal sealed class CommandBook
{
    private const int MaxGuilds = 1_000;
    private const int MaxBody = 100_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Wish> wishes = new(StringComparer.Ordinal);

    /// <summary>All that wait, for the bridge.</summary>
    public IReadOnlyList<BridgeOrders.CommandSet> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. wishes.Values.Select(static wish => wish.Order)];
            }
        }
    }

    /// <summary>Adds wishes; a newer one of a server takes the place of an older one.</summary>
    /// <param name="sets">The wishes.</param>
    /// <param name="orders">What the bridge is to be told.</param>
    /// <returns>Ends when all were answered.</returns>
    /// <exception cref="ArgumentException">One is not what it should be.</exception>
    public Task<DiscordRegistration[]> Add(IReadOnlyList<DiscordCommandSet> sets, out IReadOnlyList<BridgeOrders.CommandSet> orders)
    {
        var added = sets.Select(Read).ToArray();
        lock (gate)
        {
            foreach (var wish in added)
            {
                if (wishes.Remove(wish.Order.GuildId, out var older))
                {
                    older.Answer.TrySetResult(new DiscordRegistration(wish.Order.GuildId, "", "Newer commands took their place."));
                }
                else if (wishes.Count >= MaxGuilds)
                {
                    throw new ArgumentException($"Commands of {MaxGuilds} servers wait already.", nameof(sets));
                }

                wishes[wish.Order.GuildId] = wish;
            }
        }

        orders = [.. added.Select(static wish => wish.Order)];
        return Task.WhenAll(added.Select(static wish => wish.Answer.Task));
    }

    /// <summary>Takes over an answer.</summary>
    /// <param name="guildId">Server.</param>
    /// <param name="hash">The set that is there now.</param>
    /// <param name="error">Why not; empty when it is.</param>
    /// <returns>False when nobody waits for it.</returns>
    public bool Take(string guildId, string hash, string error)
    {
        lock (gate)
        {
            if (!wishes.TryGetValue(guildId, out var wish) || (error.Length == 0 && hash != wish.Order.Hash))
            {
                return false;
            }

            wishes.Remove(guildId);
            wish.Answer.TrySetResult(new DiscordRegistration(guildId, error.Length == 0 ? hash : "", error));
            return true;
        }
    }

    private static Wish Read(DiscordCommandSet set)
    {
        if (!DiscordId.IsValid(set.GuildId) || set.Body.Length > MaxBody)
        {
            throw new ArgumentException($"Commands need the id of a server and at most {MaxBody} characters.", nameof(set));
        }

        try
        {
            using var body = JsonDocument.Parse(set.Body);
            return body.RootElement.ValueKind == JsonValueKind.Array
                ? new Wish(new BridgeOrders.CommandSet { GuildId = set.GuildId, Hash = set.Hash, Body = body.RootElement.Clone() })
                : throw new ArgumentException("Commands are a JSON array.", nameof(set));
        }
        catch (JsonException bad)
        {
            throw new ArgumentException($"Commands are a JSON array: {bad.Message}", nameof(set), bad);
        }
    }

    private sealed record Wish(BridgeOrders.CommandSet Order)
    {
        public TaskCompletionSource<DiscordRegistration> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
