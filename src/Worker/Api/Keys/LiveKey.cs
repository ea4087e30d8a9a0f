namespace IShowTts.Worker.Api.Keys;

/// <summary>A key that the running worker honours.</summary>
internal sealed class LiveKey : IDisposable
{
    private readonly CancellationTokenSource ended = new();

    /// <summary>Begins to honour a key.</summary>
    /// <param name="key">The key.</param>
    public LiveKey(ApiKey key)
    {
        Key = key;
        Caller = new ApiCaller(key.Name, ApiScopes.Expand(key.Scopes), CallerKind.Key) { Ended = ended.Token };
    }

    /// <summary>The key.</summary>
    public ApiKey Key { get; }

    /// <summary>Who calls with it.</summary>
    public ApiCaller Caller { get; }

    /// <summary>Ends what is open with it.</summary>
    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }
}
