namespace IShowTts.Worker.Api.Speech;

/// <summary>One request's place among those that are served or wait. Dispose it when the answer is over.</summary>
/// <param name="owner">Where the place is.</param>
/// <param name="client">Whose it is.</param>
internal sealed class SynthesisPlace(SynthesisPlaces owner, string client) : IDisposable
{
    private int hasTurn;
    private int isDisposed;
    private long kept;

    /// <summary>Waits until the request may ask an engine, first come, first served.</summary>
    /// <param name="cancellationToken">Ends the wait; the place is kept.</param>
    public async Task WaitTurnAsync(CancellationToken cancellationToken)
    {
        await owner.Turns.WaitAsync(cancellationToken);
        Volatile.Write(ref hasTurn, 1);
    }

    /// <summary>Lets the next one ask an engine. Safe to call twice, and without a turn.</summary>
    public void EndTurn()
    {
        if (Interlocked.Exchange(ref hasTurn, 0) == 1)
        {
            owner.Turns.Release();
        }
    }

    /// <summary>Counts audio that is kept for the client.</summary>
    /// <param name="bytes">Bytes more; negative for less.</param>
    public void Keep(long bytes)
    {
        Interlocked.Add(ref kept, bytes);
        owner.Keep(bytes);
    }

    /// <summary>Whether so much is kept for clients that no further answer may begin.</summary>
    /// <returns>The problem to answer with; null when it may begin.</returns>
    public ProblemBody? FindProblem() => owner.FindProblem();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            EndTurn();
            owner.Keep(-Interlocked.Exchange(ref kept, 0));
            owner.Leave(client);
        }
    }
}
