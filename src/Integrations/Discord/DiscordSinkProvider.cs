using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Discord;

/// <summary>Makes the sinks <c>discord:NAME</c>.</summary>
/// <param name="bot">The bot.</param>
/// <param name="options">Gains and kinds.</param>
/// <param name="time">The clock.</param>
internal sealed class DiscordSinkProvider(DiscordBot bot, IOptionsMonitor<DiscordOptions> options, TimeProvider time) : IAudioSinkProvider
{
    /// <inheritdoc/>
    public string Kind => "discord";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such channel, or it has a sink already.</exception>
    public IAudioSink Create(string argument)
    {
        var line = bot.Find(argument) ?? throw new ArgumentException($"Discord:Channels has no {argument}: add it there, or remove discord:{argument} from Outputs:Sinks.", nameof(argument));
        return line.Listener is null
            ? new DiscordVoiceSink(line, options, time)
            : throw new ArgumentException($"discord:{argument} is there twice; remove one.", nameof(argument));
    }
}
