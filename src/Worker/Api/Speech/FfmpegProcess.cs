using System.ComponentModel;
using System.Diagnostics;

namespace IShowTts.Worker.Api.Speech;

/// <summary>A running ffmpeg with its three pipes, killed when its time is over.</summary>
internal sealed class FfmpegProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenRegistration killing;

    private FfmpegProcess(Process process, TimeSpan longest, TimeProvider time)
    {
        this.process = process;
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        Messages = process.StandardError.BaseStream;
        deadline = new CancellationTokenSource(longest, time);
        Ended = deadline.Token;
        killing = deadline.Token.Register(Kill);
    }

    /// <summary>Cancelled when its time is over.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Its standard input.</summary>
    public Stream Input { get; }

    /// <summary>Its standard output.</summary>
    public Stream Output { get; }

    /// <summary>Its standard error.</summary>
    public Stream Messages { get; }

    /// <summary>The id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="program">Path of ffmpeg.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="longest">Killed after this time.</param>
    /// <param name="time">Measures.</param>
    /// <exception cref="SpeechEncodingException">It cannot be started; the message names the cure.</exception>
    public static FfmpegProcess Start(string program, IReadOnlyList<string> arguments, TimeSpan longest, TimeProvider time)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            return new FfmpegProcess(Process.Start(start)!, longest, time);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new SpeechEncodingException($"ffmpeg could not be started. {FfmpegProgram.Cure}", exception);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends it now. Safe to call twice and when it has ended.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself meanwhile.
        }
    }

    /// <summary>Kills it when it still runs, waits for its end and closes the pipes. Nobody may use them any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await killing.DisposeAsync();
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);

        // A process does not close pipes that were taken from it: they would stay open until the garbage collector came.
        await Input.DisposeAsync();
        await Output.DisposeAsync();
        await Messages.DisposeAsync();
        process.Dispose();
        deadline.Dispose();
    }
}
