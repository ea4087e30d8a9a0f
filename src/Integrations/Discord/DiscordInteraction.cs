namespace IShowTts.Integrations.Discord;

/// <summary>A slash command, or a value of one that is being typed. Discord was told already that an answer comes.</summary>
/// <param name="Id">Names it in the answer.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="GuildId">Server.</param>
/// <param name="ChannelId">Channel it was typed in.</param>
/// <param name="User">Who.</param>
/// <param name="Name">Name of the subcommand, for example <c>skip</c>.</param>
/// <param name="Options">Values by option, all as text, numbers and truths written invariantly.</param>
/// <param name="Focused">The option being typed; empty for a command.</param>
public sealed record DiscordInteraction(
    string Id,
    DiscordInteractionKind Kind,
    string GuildId,
    string ChannelId,
    DiscordUser User,
    string Name,
    IReadOnlyDictionary<string, string> Options,
    string Focused);
