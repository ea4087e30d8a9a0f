using System.Threading.Channels;

namespace IShowTts.Integrations.Discord;

/// <summary>The Discord bot, as far as it is not audio. Thread safe. There is one only when <c>Discord:Enabled</c>.</summary>
/// <remarks>What is asked of it while its bridge is not running fails with <see cref="DiscordException"/>, but for what is a wish: commands, answers to commands, joining and leaving are remembered and carried out when it is back.</remarks>
public interface IDiscordBot
{
    /// <summary>How it is.</summary>
    DiscordBotState State { get; }

    /// <summary>Version of Node that runs the bridge, for example <c>v22.12.0</c>; empty when it has not started yet.</summary>
    string NodeVersion { get; }

    /// <summary>Servers it is on, by id.</summary>
    IReadOnlyList<DiscordGuild> Guilds { get; }

    /// <summary>How each channel of <c>Discord:Channels</c> is, in the order of the names.</summary>
    IReadOnlyList<DiscordVoiceState> Voices { get; }

    /// <summary>Grows whenever the connection to Discord is lost: until a <see cref="DiscordSession"/> with this number, deletions may have happened that were not told.</summary>
    long Interruptions { get; }

    /// <summary>Told, on any thread, after <see cref="State"/>, <see cref="Guilds"/> or <see cref="Voices"/> changed. Must not block.</summary>
    event Action? Changed;

    /// <summary>Interactions to answer; one reader. At most 100 wait, later ones are answered "busy" by the bot itself.</summary>
    ChannelReader<DiscordInteraction> Interactions { get; }

    /// <summary>What happened in text channels; one reader. At most 100 messages wait, of which the oldest are dropped; deletions, bans and sessions are not.</summary>
    ChannelReader<DiscordTextEvent> Texts { get; }

    /// <summary>Gives servers their slash commands, now or as soon as the bot is ready.</summary>
    /// <param name="sets">At most one for each server.</param>
    /// <param name="cancellationToken">Ends the wait; the wish stays.</param>
    /// <returns>What Discord said, one for each set, when it said so.</returns>
    ValueTask<IReadOnlyList<DiscordRegistration>> RegisterAsync(IReadOnlyList<DiscordCommandSet> sets, CancellationToken cancellationToken);

    /// <summary>Answers a command; only the one who sent it sees the answer. While no bridge runs the next one answers, up to 15 minutes after the command.</summary>
    /// <param name="interactionId">Which one.</param>
    /// <param name="content">Text; what is over Discord's 2,000 characters is cut.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiscordException">No bridge is running, and none will be, or the command is too old.</exception>
    ValueTask AnswerAsync(string interactionId, string content, CancellationToken cancellationToken);

    /// <summary>Answers an autocomplete.</summary>
    /// <param name="interactionId">Which one.</param>
    /// <param name="choices">At most 25; more are cut.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiscordException">The bridge is not running: the interaction is lost.</exception>
    ValueTask ChooseAsync(string interactionId, IReadOnlyList<DiscordChoice> choices, CancellationToken cancellationToken);

    /// <summary>Joins a voice channel and stays there, also after the bridge was started again; not kept when the worker ends.</summary>
    /// <param name="name">Key in <c>Discord:Channels</c>.</param>
    /// <param name="channelId">A channel of its server; null for the configured one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiscordException">There is no such name, or the id is none.</exception>
    ValueTask JoinAsync(string name, string? channelId, CancellationToken cancellationToken);

    /// <summary>Leaves the voice channel and stays away until <see cref="JoinAsync"/>.</summary>
    /// <param name="name">Key in <c>Discord:Channels</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiscordException">There is no such name.</exception>
    ValueTask LeaveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Asks what the bot may do in a channel.</summary>
    /// <param name="guildId">Server.</param>
    /// <param name="channelId">Channel.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiscordException">The bridge is not running, or did not answer.</exception>
    ValueTask<DiscordInspection> InspectAsync(string guildId, string channelId, CancellationToken cancellationToken);

    /// <summary>Asks whether a message is still there.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiscordException">The bridge is not running, or did not answer.</exception>
    ValueTask<DiscordLook> LookAsync(DiscordLookRequest request, CancellationToken cancellationToken);
}
