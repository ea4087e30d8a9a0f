using IShowTts.Integrations.Discord.Link;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Integrations.Discord;

/// <summary>Tries whether the bridge can run here: Node, the packages, the bridge itself. It does not log in, so a bot that runs is not disturbed.</summary>
public static class DiscordBridgeProbe
{
    /// <summary>Starts a bridge, waits for its first message and ends it.</summary>
    /// <param name="options">Which Node, and where the packages are.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the wait and what was started.</param>
    /// <returns>Version of Node.</returns>
    /// <exception cref="DiscordException">It does not run; the message says the cure.</exception>
    public static async ValueTask<string> StartAsync(DiscordOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var launcher = new NodeBridgeLauncher(options, clock, NullLogger.Instance);
            await using var connection = new BridgeConnection(await launcher.LaunchAsync(new BridgeOutput(options.Token, clock, NullLogger.Instance), cancellationToken), clock, NullLogger.Instance);
            return (await connection.ReadHelloAsync(cancellationToken)).Node ?? "";
        }
        catch (BridgeFailedException failed)
        {
            throw new DiscordException(failed.Reason, failed.Message, failed);
        }
        catch (BridgeLostException lost)
        {
            throw new DiscordException("bridge-gone", lost.Message, lost);
        }
    }
}
