namespace IShowTts.Integrations.Tests.Rehearsal;

/// <summary>A file name in the temporary folder; the file goes with the test.</summary>
internal sealed class TemporaryFile : IAsyncDisposable, IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"ishowtts-{Guid.NewGuid():n}.jsonl");

    public void Dispose() => File.Delete(Path);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
