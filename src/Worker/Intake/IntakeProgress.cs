namespace IShowTts.Worker.Intake;

/// <summary>Tells when all sources have ended and their last event was taken in: the end of a rehearsal.</summary>
internal sealed class IntakeProgress
{
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when there will be no more events.</summary>
    public Task Finished => finished.Task;

    /// <summary>Says that there will be no more events.</summary>
    public void Finish() => finished.TrySetResult();
}
