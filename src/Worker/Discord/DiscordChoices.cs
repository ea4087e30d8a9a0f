using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Api;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Discord;

/// <summary>Offers values while an option is typed. Only what somebody may use is offered; words that nobody approved yet only to those who may.</summary>
internal sealed class DiscordChoices(
    ChatCommandRouter router, DiscordRoles roles, DiscordGuildChannels channels, WaitingUtterances waiting, IUtteranceQueue queue, IVoiceDirectory voices, ViewerSettingsStore store)
{
    /// <summary>Most choices, and longest name or value, that Discord takes.</summary>
    public const int MaxChoices = 25;

    private const int MaxLength = 100;
    private const int Recent = 200;

    /// <summary>What fits to what is typed so far, at most 25.</summary>
    /// <param name="interaction">What is being typed: hostile.</param>
    /// <param name="cancellationToken">It takes too long, or the worker stops.</param>
    public async ValueTask<IReadOnlyList<DiscordChoice>> ListAsync(DiscordInteraction interaction, CancellationToken cancellationToken)
    {
        var viewer = roles.ViewerOf(interaction.User);
        var command = CommandOf(interaction);
        var all = router.MayRun(viewer, command) ? await AllAsync(interaction, viewer, cancellationToken) : [];
        var typed = interaction.Options.GetValueOrDefault(interaction.Focused, "").Trim();
        return
        [
            .. all.Select(Fit).Where(choice => choice is { Value.Length: > 0 and <= MaxLength, Name.Length: > 0 })
                .Where(choice => choice.Name.Contains(typed, StringComparison.OrdinalIgnoreCase) || choice.Value.Contains(typed, StringComparison.OrdinalIgnoreCase))
                .DistinctBy(static choice => choice.Value).Take(MaxChoices),
        ];
    }

    private static string CommandOf(DiscordInteraction interaction) => interaction.Name switch
    {
        SlashCommands.Voice when interaction.Focused == SlashCommands.UserOption => CommandNames.VoiceOther,
        SlashCommands.Ban or SlashCommands.Unban => CommandNames.Ignore,
        _ => interaction.Name,
    };

    private static DiscordChoice Fit(DiscordChoice choice) => choice with { Name = TextCut.AtWord(CharacterFilter.Clean(choice.Name), MaxLength) };

    private static DiscordChoice ChoiceOf(Utterance utterance, bool withText)
    {
        var words = utterance.State == UtteranceState.Held ? utterance.OriginalText : utterance.SpokenText;
        return new DiscordChoice($"{utterance.Handle()} {Kebab.Of(utterance.Kind)} {utterance.Viewer.DisplayName}{(withText ? ": " + words : "")}", utterance.Id);
    }

    private static DiscordChoice ChoiceOf(Viewer viewer) =>
        new($"{viewer.DisplayName} ({DiscordViewers.Bare(viewer.Login)}{(viewer.Login.StartsWith(DiscordViewers.Prefix, StringComparison.Ordinal) ? " on Discord" : "")})", viewer.Login);

    private async ValueTask<IEnumerable<DiscordChoice>> AllAsync(DiscordInteraction interaction, Viewer viewer, CancellationToken cancellationToken)
    {
        switch (interaction.Name, interaction.Focused)
        {
            case (SlashCommands.Skip, SlashCommands.WhichOption):
                return (await waiting.ListAsync(cancellationToken)).Select(static utterance => ChoiceOf(utterance, withText: true));
            case (SlashCommands.Approve or SlashCommands.Reject, SlashCommands.WhichOption):
                var withText = router.MayRun(viewer, CommandNames.Approve);
                return (await queue.ListHeldAsync(cancellationToken)).Select(utterance => ChoiceOf(utterance, withText));
            case (SlashCommands.Voice, SlashCommands.NameOption):
                return [.. voices.Names.Select(static name => new DiscordChoice(name, name)), new("reset: the default voice", "reset")];
            case (SlashCommands.Ban, SlashCommands.UserOption):
                return (await RecentAsync(cancellationToken)).Where(one => !store.For(one).IsIgnored).Select(ChoiceOf);
            case (SlashCommands.Voice, SlashCommands.UserOption):
                return (await RecentAsync(cancellationToken)).Select(ChoiceOf);
            case (SlashCommands.Unban, SlashCommands.UserOption):
                return store.Ignored.Select(static login => new DiscordChoice(login, login));
            case (_, SlashCommands.ChannelOption):
                return channels.NamesOf(interaction.GuildId).Select(static name => new DiscordChoice(name, name));
            default:
                return [];
        }
    }

    /// <summary>Who was heard of last, the newest first.</summary>
    private async ValueTask<IEnumerable<Viewer>> RecentAsync(CancellationToken cancellationToken) =>
        (await queue.ListAsync(new UtteranceQuery(Limit: Recent), cancellationToken))
            .Where(static utterance => utterance is { Kind: not UtteranceKind.Manual, Viewer: { IsAnonymous: false, Login.Length: > 0 } })
            .Select(static utterance => utterance.Viewer)
            .DistinctBy(static viewer => viewer.Login);
}
