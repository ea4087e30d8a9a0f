using Microsoft.Extensions.Options;

namespace IShowTts.TestKit.Queue;

/// <summary>Options that a test sets; a change is seen at the next read.</summary>
/// <param name="value">The options.</param>
public sealed class FixedOptions<T>(T value) : IOptionsMonitor<T>
{
    /// <inheritdoc/>
    public T CurrentValue { get; set; } = value;

    /// <inheritdoc/>
    public T Get(string? name) => CurrentValue;

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
