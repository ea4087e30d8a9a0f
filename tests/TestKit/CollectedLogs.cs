using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IShowTts.TestKit;

/// <summary>Keeps every line that is logged, with its exception, at every level: for tests that nothing secret is in them.</summary>
public sealed class CollectedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>All lines so far.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>All lines as one text.</summary>
    public string Text => string.Join('\n', lines);

    /// <summary>A logger of a class.</summary>
    public ILogger<T> Of<T>() => new Typed<T>(this);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Typed<CollectedLogs>(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Typed<T>(CollectedLogs owner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
