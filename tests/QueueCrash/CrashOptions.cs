using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.QueueCrash;

/// <summary>Options that stay as they are.</summary>
internal sealed class CrashOptions(QueueOptions value) : IOptionsMonitor<QueueOptions>
{
    /// <inheritdoc/>
    public QueueOptions CurrentValue => value;

    /// <inheritdoc/>
    public QueueOptions Get(string? name) => value;

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<QueueOptions, string?> listener) => null;
}
