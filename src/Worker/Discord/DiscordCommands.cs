using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Discord;

/// <summary>Carries out a slash command by the handlers of chat's commands, and answers it.</summary>
internal sealed class DiscordCommands(ChatCommandRouter router, CommandJournal journal, DiscordRoles roles, DiscordGuildChannels channels, WaitingUtterances waiting)
{
    /// <summary>Carries out.</summary>
    /// <param name="interaction">What was sent: hostile.</param>
    /// <param name="cancellationToken">It takes too long, or the worker stops.</param>
    /// <returns>The answer, safe to show.</returns>
    /// <exception cref="DiscordException">The bot cannot do it.</exception>
    /// <exception cref="QueueStoreException">The queue cannot be read or written.</exception>
    public async ValueTask<string> RunAsync(DiscordInteraction interaction, CancellationToken cancellationToken)
    {
        var viewer = roles.ViewerOf(interaction.User);
        if (await ReadAsync(interaction, viewer, cancellationToken) is not ({ } name, { } arguments))
        {
            return "Nothing with that id waits. Choose one from the list.";
        }

        if (name.Length == 0)
        {
            return "There is no such command any more. Type /tts to see those that there are.";
        }

        var call = new CommandCall(viewer, arguments, CommandCall.FromDiscord);
        var outcome = await router.RunAsync(name, call, cancellationToken);
        var reply = outcome.Reply ?? "Done.";
        if (!outcome.IsQuiet)
        {
            await journal.TellAsync(call, outcome.Action, reply, cancellationToken);
        }

        return DiscordReply.Escape(name == CommandNames.Status && outcome is { Action: CommandNames.Status } ? reply + VoiceOf(interaction.GuildId) : reply);
    }

    /// <summary>The command and its arguments as chat would have them; without arguments when what it names is not there.</summary>
    private async ValueTask<(string? Name, IReadOnlyList<string>? Arguments)> ReadAsync(DiscordInteraction interaction, Viewer viewer, CancellationToken cancellationToken)
    {
        string Option(string name) => interaction.Options.GetValueOrDefault(name, "").Trim();
        var channel = Option(SlashCommands.ChannelOption);
        switch (interaction.Name)
        {
            case SlashCommands.Say:
                return (CommandNames.Say, Given(Option(SlashCommands.TextOption)));
            case SlashCommands.Skip when Option(SlashCommands.WhichOption) is { Length: > 0 } which && router.MayRun(viewer, CommandNames.Skip):
                return (CommandNames.Skip, await waiting.FindAsync(which, cancellationToken) is { } id ? [id] : null);
            case SlashCommands.Approve or SlashCommands.Reject:
                return (interaction.Name, Given(Option(SlashCommands.WhichOption)));
            case SlashCommands.Voice when Option(SlashCommands.UserOption) is { Length: > 0 } user:
                return (CommandNames.VoiceOther, [user, .. Given(Option(SlashCommands.NameOption))]);
            case SlashCommands.Voice:
                return (CommandNames.Voice, Given(Option(SlashCommands.NameOption)));
            case SlashCommands.Ban:
                return (CommandNames.Ignore, ["add", Option(SlashCommands.UserOption)]);
            case SlashCommands.Unban:
                return (CommandNames.Ignore, ["del", Option(SlashCommands.UserOption)]);
            case SlashCommands.Join:
                return (CommandNames.Join, [interaction.GuildId, channel, interaction.User.VoiceChannelId ?? ""]);
            case SlashCommands.Leave:
                return (CommandNames.Leave, [interaction.GuildId, channel]);
            case SlashCommands.Volume:
                return (CommandNames.Volume, [interaction.GuildId, channel, Option(SlashCommands.PercentOption)]);
            default:
                // The rest have the same names in chat. What Discord has from an older version of the bot is no command any more.
                return (SlashCommands.All.Any(command => command.Name == interaction.Name) ? interaction.Name : "", []);
        }
    }

    private static string[] Given(string text) => text.Length > 0 ? [text] : [];

    private string VoiceOf(string guildId) =>
        string.Concat(channels.StatesOf(guildId).Where(static voice => voice.Detail.Length > 0).Select(static voice => $" {voice.Name}: {voice.Detail}"));
}
