using System.Diagnostics;
using System.Globalization;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>A process of <c>tests/QueueCrash</c>, its lines, and its end by force.</summary>
internal sealed class CrashChild : IDisposable
{
    /// <summary>Longer than any takes, shorter than the time after which a test run counts as hung.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _limit = new(s_limit);
    private readonly Process _process;

    private CrashChild(Process process) => _process = process;

    /// <summary>Starts one.</summary>
    /// <param name="folder">Data directory.</param>
    /// <param name="seed">Of all that is random.</param>
    /// <param name="mode">What it does.</param>
    /// <param name="more">Further arguments.</param>
    public static CrashChild Start(string folder, int seed, string mode, params string[] more)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "IShowTts.QueueCrash.dll"), folder, seed.ToString(CultureInfo.InvariantCulture), mode }.Concat(more))
        {
            start.ArgumentList.Add(argument);
        }

        return new CrashChild(Process.Start(start) ?? throw new InvalidOperationException("The child did not start."));
    }

    /// <summary>Reads some lines, then kills it, at no special point: it goes on working meanwhile.</summary>
    /// <param name="lines">Lines to read first, 1 or more.</param>
    /// <param name="spins">How long to wait after the last of them, in turns of the processor.</param>
    /// <param name="note">Told each line, those that come with the end too; the last may be cut.</param>
    public async Task KillAsync(int lines, int spins, Action<string> note)
    {
        for (; lines > 0; lines--)
        {
            note(await _process.StandardOutput.ReadLineAsync(_limit.Token)
                ?? throw new InvalidOperationException("The child ended by itself: " + await _process.StandardError.ReadToEndAsync(_limit.Token)));
        }

        for (; spins > 0; spins--)
        {
            Thread.SpinWait(10);
        }

        _process.HasExited.ShouldBeFalse();
        _process.Kill();
        await ReadRestAsync(note);
    }

    /// <summary>Reads its lines until it ends.</summary>
    /// <param name="note">Told each line.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> ReadRestAsync(Action<string> note)
    {
        while (await _process.StandardOutput.ReadLineAsync(_limit.Token) is { } line)
        {
            note(line);
        }

        await _process.WaitForExitAsync(_limit.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _limit.Dispose();
    }
}
