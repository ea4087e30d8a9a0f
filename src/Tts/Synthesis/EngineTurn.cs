using Polly;

namespace IShowTts.Tts.Synthesis;

/// <summary>One request's leave to use an engine; ends with what became of it, which the breaker counts.</summary>
internal sealed class EngineTurn
{
    private readonly TaskCompletionSource<Outcome<bool>> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<Outcome<bool>> counted = Task.FromResult(Outcome.FromResult(true));

    private EngineTurn()
    {
    }

    /// <summary>Asks a breaker for leave.</summary>
    /// <param name="pipeline">The breaker.</param>
    /// <returns>The turn, or null while the breaker is open.</returns>
    public static async ValueTask<EngineTurn?> EnterAsync(ResiliencePipeline pipeline)
    {
        var turn = new EngineTurn();
        turn.counted = turn.CountAsync(pipeline);
        await Task.WhenAny(turn.entered.Task, turn.counted).ConfigureAwait(false);
        return turn.entered.Task.IsCompleted ? turn : null;
    }

    /// <summary>The engine did its work, or nobody waited for it to the end: neither speaks against it.</summary>
    public Task EndAsync() => EndAsync(Outcome.FromResult(true));

    /// <summary>The engine failed.</summary>
    public Task EndAsync(SynthesisException failure) => EndAsync(Outcome.FromException<bool>(failure));

    /// <summary>The caller left before it was known whether the engine works.</summary>
    public Task LeaveAsync() => EndAsync(Outcome.FromException<bool>(new OperationCanceledException()));

    private async Task EndAsync(Outcome<bool> outcome)
    {
        ended.TrySetResult(outcome);
        await counted.ConfigureAwait(false);
    }

    private async Task<Outcome<bool>> CountAsync(ResiliencePipeline pipeline)
    {
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        try
        {
            return await pipeline.ExecuteOutcomeAsync(
                static async (_, turn) =>
                {
                    turn.entered.TrySetResult();
                    return await turn.ended.Task.ConfigureAwait(false);
                },
                context,
                this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
