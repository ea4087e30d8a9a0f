using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Tests.Donations;

/// <summary>Keeps everything that is logged, exceptions included.</summary>
internal sealed class CapturingLogger<T> : ILogger<T>
{
    private volatile TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Lines { get; } = new();

    public string All => string.Join('\n', Lines);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        Interlocked.Exchange(ref _written, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Waits until a line has this in it.</summary>
    public async Task SaysAsync(string part, CancellationToken limit)
    {
        while (true)
        {
            var written = _written.Task;
            if (Lines.Any(line => line.Contains(part, StringComparison.Ordinal))) return;
            await written.WaitAsync(limit);
        }
    }
}
