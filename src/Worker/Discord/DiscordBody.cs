using IShowTts.Integrations.Discord;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.Discord;

/// <summary>How the bot of a running worker is. No token.</summary>
/// <param name="State"><c>off</c>, or a <see cref="DiscordBotPhase"/> in kebab-case.</param>
/// <param name="Reason">Why, short; empty when all is well.</param>
/// <param name="Detail">For people; empty when all is well.</param>
/// <param name="User">The bot's name at Discord.</param>
/// <param name="ApplicationId">Id of its application; empty until it was ready.</param>
/// <param name="NodeVersion">Of the bridge; empty until it ran.</param>
/// <param name="Guilds">How many servers it is on.</param>
/// <param name="Channels">The configured voice channels.</param>
internal sealed record DiscordBody(
    string State, string Reason, string Detail, string User, string ApplicationId, string NodeVersion, int Guilds, IReadOnlyList<DiscordVoiceBody> Channels)
{
    /// <summary>There is no bot.</summary>
    public static DiscordBody Off { get; } = new("off", "", "", "", "", "", 0, []);

    /// <summary>How a bot is now.</summary>
    /// <param name="bot">It; null when there is none.</param>
    public static DiscordBody From(IDiscordBot? bot) => bot is null ? Off : From(bot, bot.State);

    private static DiscordBody From(IDiscordBot bot, DiscordBotState state) => new(
        Kebab.Of(state.Phase), state.Reason, state.Detail, state.User, state.ApplicationId, bot.NodeVersion, bot.Guilds.Count, [.. bot.Voices.Select(DiscordVoiceBody.From)]);
}
