using IShowTts.Worker.Discord.Rest;

namespace IShowTts.Worker.Discord;

/// <summary>Discord's permission bits, and what they come to in a channel (Discord's documentation, "Permissions").</summary>
internal static class DiscordPermissions
{
    /// <summary>View Channels.</summary>
    public const ulong View = 1UL << 10;

    /// <summary>View Audit Log, of the whole server: with it Discord tells the bot of bans, kicks and timeouts (Discord's documentation, "Gateway Events").</summary>
    public const ulong AuditLog = 1UL << 7;

    /// <summary>Read Message History: with it Discord says whether a message is still there (Discord's documentation, "Get Channel Message").</summary>
    public const ulong History = 1UL << 16;

    /// <summary>Connect.</summary>
    public const ulong Connect = 1UL << 20;

    /// <summary>Speak.</summary>
    public const ulong Speak = 1UL << 21;

    /// <summary>Mute Members: with it the bot lets itself speak on a stage.</summary>
    public const ulong Mute = 1UL << 22;

    /// <summary>
    /// What the invitation asks for at least. Answers to commands and their lists need no permission, and reading a text channel View Channels. A bot has no
    /// push-to-talk, so that Use Voice Activity changes nothing for it.
    /// </summary>
    public const ulong Invited = View | Connect | Speak;

    private const ulong Administrator = 1UL << 3;

    /// <summary>What the invitation asks for.</summary>
    /// <param name="readsText">Whether text channels are read: who is banned there is to be silenced, and what was deleted while the bot was away is to be known.</param>
    public static ulong InvitedFor(bool readsText) => readsText ? Invited | AuditLog | History : Invited;

    /// <summary>What somebody may do on a server, its channels aside.</summary>
    /// <param name="guild">The server.</param>
    /// <param name="member">With which roles.</param>
    public static ulong On(DiscordRestGuild guild, DiscordRestMember member)
    {
        var granted = guild.Roles.Where(role => role.Id == guild.Id || member.Roles.Contains(role.Id)).Aggregate(0UL, static (all, role) => all | role.Permissions);
        return (granted & Administrator) != 0 ? ulong.MaxValue : granted;
    }

    /// <summary>What somebody may do in a channel.</summary>
    /// <param name="guild">The server.</param>
    /// <param name="memberId">Who.</param>
    /// <param name="member">With which roles.</param>
    /// <param name="channel">Where.</param>
    public static ulong In(DiscordRestGuild guild, string memberId, DiscordRestMember member, DiscordRestChannel channel)
    {
        var granted = On(guild, member);
        if (granted == ulong.MaxValue)
        {
            return ulong.MaxValue;
        }

        var overwrites = channel.PermissionOverwrites ?? [];
        granted = Apply(granted, overwrites.Where(one => one.Id == guild.Id));
        granted = Apply(granted, overwrites.Where(one => one.Type == 0 && one.Id != guild.Id && member.Roles.Contains(one.Id)));
        return Apply(granted, overwrites.Where(one => one.Type == 1 && one.Id == memberId));
    }

    /// <summary>Names of those that are missing.</summary>
    /// <param name="granted">What is given.</param>
    /// <param name="needed">What must be.</param>
    public static IReadOnlyList<string> Missing(ulong granted, ulong needed) =>
        [.. new[] { (View, "View Channel"), (History, "Read Message History"), (Connect, "Connect"), (Speak, "Speak") }.Where(one => (needed & one.Item1) != 0 && (granted & one.Item1) == 0).Select(static one => one.Item2)];

    /// <summary>Overwrites of one level count together: what any of them allows is allowed.</summary>
    private static ulong Apply(ulong granted, IEnumerable<DiscordRestOverwrite> overwrites)
    {
        var (allow, deny) = overwrites.Aggregate((Allow: 0UL, Deny: 0UL), static (all, one) => (all.Allow | one.Allow, all.Deny | one.Deny));
        return (granted & ~deny) | allow;
    }
}
