using Microsoft.Extensions.Options;

namespace IShowTts.TestKit.Queue;

/// <summary>Options that change only when the test says so.</summary>
/// <typeparam name="T">Kind of options.</typeparam>
public sealed class FixedOptions<T>(T value) : IOptionsMonitor<T>
{
    private event Action<T, string?>? Changed;

    /// <inheritdoc/>
    public T CurrentValue { get; set; } = value;

    /// <inheritdoc/>
    public T Get(string? name) => CurrentValue;

    /// <summary>Others are in force from now on, and whoever listens is told, as after a reload of the configuration.</summary>
    /// <param name="changed">They.</param>
    public void Change(T changed)
    {
        CurrentValue = changed;
        Changed?.Invoke(changed, null);
    }

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<T, string?> listener)
    {
        Changed += listener;
        return null;
    }
}
