using IShowTts.Worker.Cli.LiveConsole;
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
        var prefix = level == LogLevel.Information ? "info: " : $"{level.ToString().ToLowerInvariant()}: ";
        // What other programs, servers and viewers wrote may be part of it: one line, and nothing that steers a terminal.
        var line = ConsoleText.Clean(message);
        lock (gate)
        {
            if (!console.Profile.Out.IsTerminal)
            {
                // In one write: whoever else writes to the same pipe must not come between.
                console.Profile.Out.Writer.WriteLine(prefix + line);
                console.Profile.Out.Writer.Flush();
                return;
            }

            console.Write(new Text(prefix, new Style(colour)));
            console.WriteLine(line);
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
