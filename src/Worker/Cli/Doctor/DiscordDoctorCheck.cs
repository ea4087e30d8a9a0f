using IShowTts.Integrations.Discord;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Discord.Rest;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The Discord bot: bridge, token, intents, permissions in each channel, outputs, and how the bot of a running worker is. It does not log in, so a running bot is not disturbed.</summary>
/// <param name="options">The section <c>Discord</c>.</param>
/// <param name="sinks">The configured outputs.</param>
/// <param name="rest">Asks Discord.</param>
/// <param name="startBridge">Starts a bridge for a moment; gives the version of Node, or throws <see cref="DiscordException"/>.</param>
/// <param name="findRunning">How the bot of a running worker is; null when none runs.</param>
internal sealed class DiscordDoctorCheck(
    DiscordOptions options,
    IReadOnlyList<string> sinks,
    DiscordRest rest,
    Func<CancellationToken, ValueTask<string>> startBridge,
    Func<CancellationToken, ValueTask<DiscordBody?>> findRunning) : IDoctorCheck
{
    private const string Prefix = "discord:";

    /// <inheritdoc/>
    public string Name => "discord";

    private IEnumerable<string> SpokenIn =>
        sinks.Where(static sink => sink.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Select(static sink => sink[Prefix.Length..].ToLowerInvariant());

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return SpokenIn.Any()
                ? Finding.Warning(Name, "Outputs:Sinks names a Discord channel, but the bot is off.", "Set Discord:Enabled to true (docs/discord.md), or take it out of Outputs:Sinks.")
                : Finding.Ok(Name, "The Discord bot is off.");
        }

        var bridge = LookAtBridgeAsync(cancellationToken);
        var account = LookAtAccountAsync(cancellationToken);
        var running = LookAtRunningAsync(cancellationToken);
        return [.. await bridge, .. await account, .. LookAtSinks(), .. await running];
    }

    private async Task<IReadOnlyList<Finding>> LookAtBridgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Finding.Ok(Name, $"Node {await startBridge(cancellationToken)} and the packages are there; the bridge starts.");
        }
        catch (DiscordException e)
        {
            return Finding.Error(Name, e.Message, "Mend it as said, then run doctor again.");
        }
    }

    private async Task<IReadOnlyList<Finding>> LookAtAccountAsync(CancellationToken cancellationToken)
    {
        try
        {
            var user = await rest.GetUserAsync(cancellationToken);
            var application = await rest.GetApplicationAsync(cancellationToken);
            List<Finding> found = [.. Finding.Ok(Name, $"The token is accepted: the bot is {user.Username}.")];
            if (options.TextChannels.Length > 0 && !application.MayReadMessages)
            {
                found.AddRange(Finding.Error(
                    Name, "Text channels are to be read, but Message Content Intent is off, so the bot cannot log in.", "Switch it on: discord.com/developers, your application, Bot. Or empty Discord:TextChannels."));
            }

            var voices = options.Channels.OrderBy(static channel => channel.Key, StringComparer.Ordinal)
                .Select(channel => LookAtChannelAsync($"Discord:Channels:{channel.Key}", channel.Value.ChannelId, channel.Value.GuildId, user.Id, cancellationToken));
            var texts = options.TextChannels.Select(id => LookAtChannelAsync("Discord:TextChannels", id, null, user.Id, cancellationToken));
            foreach (var findings in await Task.WhenAll([.. voices, .. texts]))
            {
                // Several text channels of one server lack the same.
                found.AddRange(findings.Where(finding => !found.Contains(finding)));
            }

            return found;
        }
        catch (DiscordException e)
        {
            return Finding.Error(Name, e.Message, e.Code == "bad-token" ? "Set a new token, then run doctor again." : "Then run doctor again.");
        }
    }

    /// <summary>Permissions in one channel; a text channel has no server in the configuration.</summary>
    private async Task<IReadOnlyList<Finding>> LookAtChannelAsync(string key, string channelId, string? guildId, string botId, CancellationToken cancellationToken)
    {
        const string Invite = "Invite the bot with the link of: ishowtts discord invite. Is the channel private? Then add the bot to it (Edit Channel, Permissions).";
        try
        {
            var channel = await rest.GetChannelAsync(channelId, cancellationToken);
            if (Misplaced(key, channel, guildId) is { } wrong)
            {
                return wrong;
            }

            var guild = await rest.GetGuildAsync(channel.GuildId!, cancellationToken);
            var member = await rest.GetMemberAsync(guild.Id, botId, cancellationToken);
            var granted = DiscordPermissions.In(guild, botId, member, channel);
            var missing = DiscordPermissions.Missing(granted, guildId is null ? DiscordPermissions.View | DiscordPermissions.History : DiscordPermissions.Invited);
            if (missing.Count > 0)
            {
                return Finding.Error(Name, $"{key}: the bot lacks {string.Join(", ", missing)} in {channel.Name} of {guild.Name}.", "Edit Channel, Permissions, add the bot and allow it. Or " + Invite);
            }

            if (guildId is null)
            {
                return [.. Finding.Ok(Name, $"{key}: the bot may read {channel.Name} of {guild.Name}."), .. LookAtAuditLog(guild, member)];
            }

            return channel.Type == DiscordRestChannel.Stage && (granted & DiscordPermissions.Mute) == 0
                ? Finding.Warning(Name, $"{key}: {channel.Name} is a stage, where the bot may not let itself speak.", "Give it Mute Members there, or invite it to speak each time.")
                : Finding.Ok(Name, $"{key}: the bot may speak in {channel.Name} of {guild.Name}.");
        }
        catch (DiscordException e) when (e.Code is "forbidden" or "not-found")
        {
            return Finding.Error(Name, $"{key}: the bot does not see the channel {channelId}.", $"Check the id. {Invite}");
        }
        catch (DiscordException e)
        {
            return Finding.Warning(Name, $"{key} could not be looked at: {e.Message}", "Run doctor again later.");
        }
    }

    /// <summary>Without it Discord does not tell the bot who was banned, kicked or sent into a timeout.</summary>
    private IReadOnlyList<Finding> LookAtAuditLog(DiscordRestGuild guild, DiscordRestMember member) => (DiscordPermissions.On(guild, member) & DiscordPermissions.AuditLog) != 0
        ? []
        : Finding.Error(
            Name, $"Discord:TextChannels: the bot lacks View Audit Log on {guild.Name}, so that a ban, kick or timeout silences nobody.", "Open the link of: ishowtts discord invite, again. Or Server Settings, Roles, the bot's role, View Audit Log.");

    private IReadOnlyList<Finding>? Misplaced(string key, DiscordRestChannel channel, string? guildId)
    {
        if (channel.GuildId is null || (guildId is not null && channel.GuildId != guildId))
        {
            return Finding.Error(Name, $"{key}: the channel {channel.Id} is not on the server {guildId ?? "of a bot"}.", "Copy server id and channel id again (developer mode, right click).");
        }

        return guildId is not null && !channel.IsVoice
            ? Finding.Error(Name, $"{key}: {channel.Name} is no voice channel.", "Right click on a voice channel, Copy Channel ID.")
            : null;
    }

    private IEnumerable<Finding> LookAtSinks()
    {
        var spoken = SpokenIn.ToHashSet(StringComparer.Ordinal);
        foreach (var name in options.Channels.Keys.Where(name => !spoken.Contains(name)).Order(StringComparer.Ordinal))
        {
            yield return new(Name, FindingLevel.Warning, $"Nothing is spoken in Discord:Channels:{name}.", $"Add \"discord:{name}\" to Outputs:Sinks, or remove the channel.");
        }

        foreach (var name in spoken.Where(name => !options.Channels.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            yield return new(Name, FindingLevel.Error, $"Outputs:Sinks has discord:{name}, but there is no Discord:Channels:{name}.", "Add the channel with GuildId and ChannelId, or correct the name.");
        }
    }

    private async Task<IReadOnlyList<Finding>> LookAtRunningAsync(CancellationToken cancellationToken)
    {
        if (await findRunning(cancellationToken) is not { } running)
        {
            return [];
        }

        if (running.State != "ready")
        {
            return Finding.Warning(
                Name, $"The bot of the running worker is {running.State}{(running.Detail.Length > 0 ? $": {running.Detail}" : ".")}",
                running.State == "off" ? "Restart the worker: it was started with Discord:Enabled false." : "Do what is said; if nothing is, wait a little and run doctor again.");
        }

        return [.. running.Channels.Select(LookAtVoice)];
    }

    private Finding LookAtVoice(DiscordVoiceBody voice)
    {
        var told = $"The running worker, {voice.Name}: {(voice.Detail.Length > 0 ? voice.Detail : voice.State)}";
        return voice switch
        {
            { State: "lost" or "stopped" or "unknown" } => new(Name, FindingLevel.Warning, told, "Do what is said, then /tts join or start the worker again."),
            { State: "muted" } => new(Name, FindingLevel.Warning, told, "Do what is said; it then speaks by itself."),
            { State: "ready", IsEncrypted: false } => new(
                Name, FindingLevel.Warning, told, "Only a stage channel is without end-to-end encryption. Is this none? Then ./run.sh setup --discord, and start the worker again."),
            _ => new(Name, FindingLevel.Ok, told),
        };
    }
}
