using System.Diagnostics;

namespace IShowTts.TestKit.Hosting;

/// <summary>The worker as a process of its own, started like a user would; its plain console lines tell what it does.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Arguments of <c>ishowtts</c>.</param>
    public static WorkerProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ishowtts.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        started.ErrorDataReceived += static (_, _) => { }; // read, so that a full pipe does not stop it
        started.BeginErrorReadLine();
        return new WorkerProcess(started);
    }

    /// <summary>Its next line of output; null at its end.</summary>
    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => process.StandardOutput.ReadLineAsync(cancellationToken);

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Kills it alone (SIGKILL), not what it started, as the system does, and waits until it is gone.</summary>
    public void KillAlone()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Kills it without warning (SIGKILL) and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
