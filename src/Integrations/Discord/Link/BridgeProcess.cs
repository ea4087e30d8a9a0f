using System.Diagnostics;
using IShowTts.Integrations.Rehearsal;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>The bridge as a process of Node.</summary>
internal sealed class BridgeProcess : IBridge
{
    /// <summary>How long it may take to end by itself when its socket was closed.</summary>
    public static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    private readonly Process process;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Task output;
    private readonly Task errors;
    private Stream? stream;

    /// <summary>Takes over a process that was started.</summary>
    /// <param name="process">It; owned from now on.</param>
    /// <param name="nonce">What it must say.</param>
    /// <param name="lines">Takes what it writes.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">For what goes wrong at its end.</param>
    public BridgeProcess(Process process, string nonce, BridgeOutput lines, TimeProvider clock, ILogger logger)
    {
        this.process = process;
        this.clock = clock;
        this.logger = logger;
        Nonce = nonce;
        Exited = WaitAsync();
        output = ReadAsync(process.StandardOutput, "debug", lines);
        errors = ReadAsync(process.StandardError, "error", lines);
    }

    /// <inheritdoc/>
    public Stream Stream => stream ?? throw new InvalidOperationException("The bridge has not connected.");

    /// <inheritdoc/>
    public string Nonce { get; }

    /// <inheritdoc/>
    public Task<int?> Exited { get; }

    /// <summary>Tells it its nonce. Standard input stays open: its end would tell the bridge that the worker is gone.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask TellNonceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync($"{Nonce}\n".AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException ended)
        {
            // Its exit code says more than this, and whoever waits for it to connect is told that.
            Log.Ignored(logger, $"the nonce was not taken: {ended.Message}");
        }
    }

    /// <summary>Waits until all that it wrote before its end is logged; not long.</summary>
    public async ValueTask WaitForOutputAsync()
    {
        try
        {
            await Task.WhenAll(output, errors).WaitAsync(EndLimit, clock);
        }
        catch (TimeoutException)
        {
            Log.BridgeNotEnded(logger, "something holds its output open");
        }
    }

    /// <summary>Takes over its socket.</summary>
    /// <param name="connected">It; owned from now on.</param>
    public void Connect(Stream connected) => stream = connected;

    /// <inheritdoc/>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            Log.BridgeNotEnded(logger, gone.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
        {
            await stream.DisposeAsync();
        }

        try
        {
            await Exited.WaitAsync(stream is null ? TimeSpan.Zero : EndLimit, clock);
        }
        catch (TimeoutException)
        {
            Kill();
        }

        try
        {
            // A process of its own making may hold its output open.
            await Task.WhenAll(Exited, output, errors).WaitAsync(EndLimit, clock);
        }
        catch (TimeoutException)
        {
            Log.BridgeNotEnded(logger, $"process {process.Id} is still there");
        }

        process.Dispose();
    }

    private static async Task ReadAsync(StreamReader text, string level, BridgeOutput lines)
    {
        try
        {
            var reader = new BoundedLineReader(text, 64 * 1024);
            while (await reader.MoveNextAsync(CancellationToken.None))
            {
                lines.Write(level, reader.Current ?? "(a line too long to be shown)");
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
        {
            lines.Write("debug", $"its output ended: {ended.Message}");
        }
    }

    private async Task<int?> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
