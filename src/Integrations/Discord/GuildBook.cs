using System.Globalization;
using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <summary>Servers that the bot is on. Thread safe.</summary>
internal sealed class GuildBook
{
    private const int MaxGuilds = 1_000;
    private const int MaxChannels = 1_000;
    private const int MaxName = 100;
    private const double MaxTime = 253_402_300_799_000;
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, DiscordGuild> guilds = new(StringComparer.Ordinal);

    /// <summary>All, by id.</summary>
    public IReadOnlyList<DiscordGuild> All
    {
        get
        {
            lock (gate)
            {
                return [.. guilds.Values];
            }
        }
    }

    /// <summary>Name of a channel, or its id when it is not known.</summary>
    /// <param name="guildId">Server.</param>
    /// <param name="channelId">Channel.</param>
    public string NameOf(string guildId, string channelId)
    {
        lock (gate)
        {
            return guilds.GetValueOrDefault(guildId)?.Channels.FirstOrDefault(channel => channel.Id == channelId)?.Name is { Length: > 0 } name ? name : channelId;
        }
    }

    /// <summary>Takes over what the bridge tells of a server.</summary>
    /// <param name="told">What it told.</param>
    /// <param name="output">Cleans texts.</param>
    /// <returns>False when it is no server, or one too many.</returns>
    public bool Take(BridgeNews.Guild told, BridgeOutput output)
    {
        if (!DiscordId.IsValid(told.Id))
        {
            return false;
        }

        var channels = (told.Channels ?? [])
            .Where(static channel => DiscordId.IsValid(channel?.Id))
            .Take(MaxChannels)
            .Select(channel => new DiscordChannel(channel!.Id!, Short(channel.Name, output), channel.Type, PermissionsOf(channel.Permissions)));
        lock (gate)
        {
            if (guilds.Count >= MaxGuilds && !guilds.ContainsKey(told.Id!))
            {
                return false;
            }

            guilds[told.Id!] = new DiscordGuild(told.Id!, Short(told.Name, output), [.. channels]) { JoinedAt = told.JoinedAt is > 0 and < MaxTime ? (long)told.JoinedAt : 0 };
            return true;
        }
    }

    /// <summary>Forgets a server that the bot was removed from.</summary>
    /// <param name="guildId">Server.</param>
    /// <returns>False when it was not known.</returns>
    public bool Remove(string guildId)
    {
        lock (gate)
        {
            return guilds.Remove(guildId);
        }
    }

    /// <summary>Reads Discord's bits.</summary>
    /// <param name="text">A decimal number.</param>
    public static ulong PermissionsOf(string? text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits : 0;

    private static string Short(string? name, BridgeOutput output)
    {
        var clean = output.Clean(name);
        return clean.Length > MaxName ? clean[..MaxName] : clean;
    }
}
