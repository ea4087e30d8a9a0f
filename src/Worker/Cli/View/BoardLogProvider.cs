namespace IShowTts.Worker.Cli.View;

/// <summary>Shows warnings and errors in the live view, so that logs do not write across it.</summary>
/// <param name="board">Where they are shown.</param>
internal sealed class BoardLogProvider(ShowBoard board) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new BoardLog(board);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private sealed class BoardLog(ShowBoard board) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                board.Say(formatter(state, exception) + (exception is null ? "" : $" ({exception.Message})"), ShowLineKind.Warning);
            }
        }
    }
}
