using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <content>What the bridge is told.</content>
internal sealed partial class DiscordBot
{
    // One at a time: those of all servers together may be longer than a frame.
    private static BridgeBytes OrderOf(BridgeOrders.CommandSet set)
        => BridgeFrames.Of(new BridgeOrders.SetCommands { Commands = [set] }, BridgeJsonContext.Default.SetCommands);

    private BridgeBytes OrderOf(VoiceLine line) => line.Wish is { } channelId
        ? BridgeFrames.Of(
            new BridgeOrders.Join
            {
                Sink = line.Number,
                GuildId = line.GuildId,
                ChannelId = channelId,
                AloneMs = (long)TimeSpan.FromMinutes(options.LeaveWhenAloneMinutes).TotalMilliseconds,
                RejoinMs = (long)TimeSpan.FromSeconds(options.RejoinAfterKickSeconds).TotalMilliseconds,
                Bitrate = options.BitrateKbps * 1_000,
            },
            BridgeJsonContext.Default.Join)
        : BridgeFrames.Of(new BridgeOrders.Leave { Sink = line.Number }, BridgeJsonContext.Default.Leave);

    private async ValueTask<T> AskAsync<T>(QuestionBook<T> book, Func<string, BridgeBytes> question, TimeSpan limit, CancellationToken cancellationToken)
    {
        RequireConnection();
        var answer = book.Ask(out var id);
        try
        {
            Send(question(id));
            return await answer.WaitAsync(limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new DiscordException("no-answer", $"Discord did not answer within {limit.TotalSeconds:0} s. Try again in a moment.");
        }
        finally
        {
            book.Forget(id);
        }
    }

    /// <param name="isPatient">Whether the next bridge will do.</param>
    private void RequireConnection(bool isPatient = false)
    {
        lock (gate)
        {
            if (connection is null && !(isPatient && state.Phase is not (DiscordBotPhase.Failed or DiscordBotPhase.Stopped)))
            {
                throw new DiscordException("bridge-gone", state.Detail.Length > 0 ? state.Detail : "The Discord bot is starting. Try again in a moment.");
            }
        }
    }

    private VoiceLine RequireLine(string name)
    {
        var line = Find(name) ?? throw new DiscordException(
            "unknown-channel", lines.Length == 0 ? "Discord:Channels is empty: there is no voice channel to join." : $"Discord:Channels has no such name. There are: {string.Join(", ", lines.Select(static known => known.Name))}.");
        return line.Listener is not null
            ? line
            : throw new DiscordException("not-used", $"Nothing is spoken in {line.Name}: add discord:{line.Name} to Outputs:Sinks and start the worker again.");
    }
}
