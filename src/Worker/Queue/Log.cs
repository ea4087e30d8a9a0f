using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Queue;

/// <summary>Log messages of the queue.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.Queue + 1, LogLevel.Information, "Queue {File} is open; {Recovered} utterances of an earlier run were put right.")]
    public static partial void Opened(ILogger logger, string file, int recovered);
}
