using IShowTts.Integrations.Discord.Link;

namespace IShowTts.TestKit.Discord;

/// <summary>What the worker holds of a scripted bridge.</summary>
/// <param name="peer">The bridge.</param>
/// <param name="stream">The worker's end of the socket; owned.</param>
internal sealed class ScriptedBridgeEnd(ScriptedBridgePeer peer, Stream stream) : IBridge
{
    private readonly TaskCompletionSource<int?> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public Stream Stream { get; } = stream;

    /// <inheritdoc/>
    public string Nonce { get; } = Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public Task<int?> Exited => exited.Task;

    /// <summary>Ends it, once.</summary>
    /// <param name="code">Its exit code.</param>
    public void Exit(int? code) => exited.TrySetResult(code);

    /// <inheritdoc/>
    public void Kill() => peer.OnKilled();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
