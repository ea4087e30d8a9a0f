namespace IShowTts.Integrations.Discord.Link;

/// <summary>A running bridge. Disposing of it closes its socket and, if that does not end it soon, ends its processes.</summary>
internal interface IBridge : IAsyncDisposable
{
    /// <summary>The socket to it. Read and written by one each.</summary>
    Stream Stream { get; }

    /// <summary>What it must say to show that it is the one that was started.</summary>
    string Nonce { get; }

    /// <summary>Its exit code, when it has ended; null when that is not known.</summary>
    Task<int?> Exited { get; }

    /// <summary>Ends it at once, with all of its processes. Any thread.</summary>
    void Kill();
}
