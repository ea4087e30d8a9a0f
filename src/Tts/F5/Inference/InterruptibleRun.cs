using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.F5.Inference;

/// <summary>Options of a run that a token ends between two operations of the graph.</summary>
internal sealed class InterruptibleRun : IDisposable
{
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Ties a run to a token.</summary>
    public InterruptibleRun(CancellationToken cancellationToken)
    {
        Options = new RunOptions();
        _registration = cancellationToken.Register(static options => ((RunOptions)options!).Terminate = true, Options);
    }

    /// <summary>To be given to the session.</summary>
    public RunOptions Options { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Waits for a callback that is running, so the options are not disposed under it.
        _registration.Dispose();
        Options.Dispose();
    }
}
