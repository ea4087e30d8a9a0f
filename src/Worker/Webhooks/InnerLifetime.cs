namespace IShowTts.Worker.Webhooks;

/// <summary>The lifetime of a server inside the worker: the worker ends it, no signal of the system does.</summary>
internal sealed class InnerLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
