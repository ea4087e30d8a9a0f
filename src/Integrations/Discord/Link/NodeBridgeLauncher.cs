using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>Starts the bridge with Node: a private socket, a clean environment, a nonce on its standard input.</summary>
/// <param name="options">Which Node, and where the packages are.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">For what happens to it.</param>
internal sealed class NodeBridgeLauncher(DiscordOptions options, TimeProvider clock, ILogger logger) : IBridgeLauncher
{
    /// <summary>Longest time from the start of the process until it has connected: packages load from a cold disk.</summary>
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <summary>Exit code of a bridge that will not do better when started again.</summary>
    public const int ForGood = 3;

    /// <inheritdoc/>
    public async ValueTask<IBridge> LaunchAsync(BridgeOutput output, CancellationToken cancellationToken)
    {
        var main = BridgeFiles.Main(AppContext.BaseDirectory);
        var modules = BridgeFiles.FindModules(options.ModulesFolder, AppContext.BaseDirectory);
        try
        {
            await NodeProgram.CheckAsync(options.Node, clock, cancellationToken);
            await using var endpoint = BridgeEndpoint.Create();
            return await StartAsync(main, modules, endpoint, output, cancellationToken);
        }
        catch (Exception failed) when (failed is IOException or SocketException or UnauthorizedAccessException)
        {
            throw new BridgeLostException($"The Discord bridge could not be started: {failed.Message}", failed);
        }
    }

    private async ValueTask<IBridge> StartAsync(string main, string modules, BridgeEndpoint endpoint, BridgeOutput output, CancellationToken cancellationToken)
    {
        var start = NodeProgram.Start(options.Node);
        start.ArgumentList.Add(main);
        start.ArgumentList.Add(endpoint.Address);
        start.ArgumentList.Add(modules);
        var bridge = new BridgeProcess(NodeProgram.Run(start), RandomNumberGenerator.GetHexString(64, lowercase: true), output, clock, logger);
        try
        {
            await bridge.TellNonceAsync(cancellationToken);
            bridge.Connect(await AcceptAsync(endpoint, bridge, output, cancellationToken));
            return bridge;
        }
        catch
        {
            bridge.Kill();
            await bridge.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<Stream> AcceptAsync(BridgeEndpoint endpoint, BridgeProcess bridge, BridgeOutput output, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepted = endpoint.AcceptAsync(stop.Token).AsTask();
        try
        {
            await Task.WhenAny(accepted, bridge.Exited).WaitAsync(ConnectLimit, clock, cancellationToken);
            if (!accepted.IsCompleted)
            {
                await bridge.WaitForOutputAsync();
                throw Ended(await bridge.Exited, output);
            }

            return await accepted;
        }
        catch (TimeoutException)
        {
            throw new BridgeLostException($"The Discord bridge did not connect within {ConnectLimit.TotalSeconds:0} s.");
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private static Exception Ended(int? code, BridgeOutput output)
    {
        var said = output.LastError.Length > 0 ? $" It said: {output.LastError}" : "";
        return code == ForGood
            ? new BridgeFailedException("library", $"The Discord bridge cannot run. Run {BridgeFiles.Cure}, then start the worker again.{said}")
            : new BridgeLostException($"The Discord bridge ended with code {code} before it connected.{said}");
    }
}
