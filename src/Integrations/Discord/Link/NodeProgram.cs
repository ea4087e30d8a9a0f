using System.ComponentModel;
using System.Diagnostics;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>The Node program that runs the bridge.</summary>
internal static class NodeProgram
{
    /// <summary>The oldest version that runs the bridge's packages.</summary>
    public static readonly Version Oldest = new(20, 19);

    // Windows: no file, no path, no access, no program for this machine. Else ENOENT, EACCES, ENOEXEC, ENOTDIR.
    private static readonly int[] Missing = OperatingSystem.IsWindows() ? [2, 3, 5, 193] : [2, 13, 8, 20];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>What to start it with: arguments are added by the caller; its environment is clean.</summary>
    /// <param name="node">A name or a path.</param>
    public static ProcessStartInfo Start(string node)
    {
        var start = new ProcessStartInfo(node)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        BridgeEnvironment.Fill(start.Environment, Environment.GetEnvironmentVariables());
        return start;
    }

    /// <summary>Asks it for its version and refuses one that is too old.</summary>
    /// <param name="node">A name or a path.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BridgeFailedException">It is missing, no Node, or too old.</exception>
    /// <exception cref="BridgeLostException">It did not answer.</exception>
    public static async ValueTask CheckAsync(string node, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = Start(node);
        start.ArgumentList.Add("--version");
        var text = await AskAsync(start, node, clock, cancellationToken);
        Require(node, text);
    }

    /// <summary>Refuses a version that is too old.</summary>
    /// <param name="node">A name or a path.</param>
    /// <param name="text">What it says its version is, for example <c>v22.12.0</c>.</param>
    /// <exception cref="BridgeFailedException">It is too old, or no version.</exception>
    public static void Require(string node, string text)
    {
        if (!text.StartsWith('v') || !Version.TryParse(text.AsSpan(1).Trim(), out var version))
        {
            throw new BridgeFailedException("node-missing", $"The program {node} (Discord:Node) is not Node: it does not tell its version. Install Node {Oldest} or newer, or name it in Discord:Node, then start the worker again.");
        }

        if (version < Oldest)
        {
            throw new BridgeFailedException("node-too-old", $"Node is version {version}, and the Discord bridge needs {Oldest} or newer. Install a newer one, or name it in Discord:Node, then start the worker again.");
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="start">How.</param>
    /// <exception cref="BridgeFailedException">It is missing or cannot be run.</exception>
    /// <exception cref="BridgeLostException">The system has no room for it now.</exception>
    public static Process Run(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failed)
        {
            throw Explain(start.FileName, failed);
        }
    }

    /// <summary>Whether a program that did not start is missing, or there was no room for it: no memory, too many processes or files.</summary>
    /// <param name="node">A name or a path.</param>
    /// <param name="failed">What the system said.</param>
    public static Exception Explain(string node, Win32Exception failed) => Array.IndexOf(Missing, failed.NativeErrorCode) >= 0
        ? new BridgeFailedException(
            "node-missing", $"The program {node} (Discord:Node) cannot be run: {failed.Message}. The Discord bot needs Node {Oldest} or newer: install it and run {BridgeFiles.Cure}, or name it in Discord:Node, then start the worker again.", failed)
        : new BridgeLostException($"The program {node} (Discord:Node) could not be started: {failed.Message}.", failed);

    private static async ValueTask<string> AskAsync(ProcessStartInfo start, string node, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var process = Run(start);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var text = new char[64];
            var count = await process.StandardOutput.ReadBlockAsync(text, either.Token);
            return new string(text, 0, count).Trim();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BridgeLostException($"The program {node} (Discord:Node) did not tell its version within {Limit.TotalSeconds:0} s.");
        }
        finally
        {
            End(process);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has said its version and ends by itself, or is gone; the worker has nothing to gain by an error here.
        }
    }
}
