using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary>Writes logs to a console, one line each: level and message. Made for people; standard output stays free for results.</summary>
/// <param name="console">Where to write; standard error.</param>
internal sealed class ConsoleLogProvider(IAnsiConsole console) : ILoggerProvider
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new ConsoleLog(this);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private void Write(LogLevel level, string message)
    {
        var colour = level switch
        {
            >= LogLevel.Error => Color.Red,
            LogLevel.Warning => Color.Yellow,
            _ => Color.Grey,
        };
        lock (gate)
        {
            console.Write(new Text(level == LogLevel.Information ? "info: " : $"{level.ToString().ToLowerInvariant()}: ", new Style(colour)));
            console.WriteLine(message);
        }
    }

    private sealed class ConsoleLog(ConsoleLogProvider owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception);
            owner.Write(logLevel, exception is null ? message : $"{message} ({exception.GetType().Name}: {exception.Message})");
        }
    }
}
