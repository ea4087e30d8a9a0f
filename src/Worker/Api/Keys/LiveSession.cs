namespace IShowTts.Worker.Api.Keys;

/// <summary>A browser that is signed in. Disposed when the session is over: that ends what is open with it.</summary>
internal sealed class LiveSession : IDisposable
{
    private static long last;
    private readonly CancellationTokenSource ended = new();

    /// <summary>Begins one.</summary>
    /// <param name="hash">Hash of the cookie's value.</param>
    /// <param name="createdAt">When it began.</param>
    public LiveSession(byte[] hash, DateTimeOffset createdAt)
    {
        Hash = hash;
        CreatedAt = createdAt;
        Caller = new ApiCaller("dashboard", ApiScopes.All, CallerKind.Session) { Ended = ended.Token, Number = Interlocked.Increment(ref last) };
    }

    /// <summary>Hash of the cookie's value.</summary>
    public byte[] Hash { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Who calls with it.</summary>
    public ApiCaller Caller { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }
}
