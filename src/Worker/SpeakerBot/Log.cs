using System.Net.Sockets;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.SpeakerBot;

internal static partial class Log
{
    [LoggerMessage(EventIds.SpeakerBot + 0, LogLevel.Information, "Speaker.bot's requests are taken on {Place}, port {Port}")]
    public static partial void Listening(ILogger logger, string place, int port);

    [LoggerMessage(EventIds.SpeakerBot + 1, LogLevel.Warning, "A connection to Speaker.bot's port was refused with {Status}: it came from a web page, by a foreign name, to another path, or there are too many")]
    public static partial void Refused(ILogger logger, int status);

    [LoggerMessage(EventIds.SpeakerBot + 2, LogLevel.Debug, "A connection to Speaker.bot's port ended: {Cause}")]
    public static partial void Left(ILogger logger, string cause);

    [LoggerMessage(EventIds.SpeakerBot + 3, LogLevel.Error, "A request of Speaker.bot's kind failed: the queue cannot be used")]
    public static partial void QueueUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.SpeakerBot + 6, LogLevel.Error, "A request of Speaker.bot's kind failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.SpeakerBot + 7, LogLevel.Error, "A connection to Speaker.bot's port failed")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.SpeakerBot + 8, LogLevel.Warning, "Speaker.bot's requests are not taken on {Place}; it is tried again")]
    public static partial void PortFailed(ILogger logger, Exception exception, string place);

    [LoggerMessage(EventIds.SpeakerBot + 4, LogLevel.Debug, "A command over UDP was not carried out")]
    public static partial void CommandFailed(ILogger logger);

    [LoggerMessage(EventIds.SpeakerBot + 5, LogLevel.Debug, "A datagram was lost: {Error}")]
    public static partial void DatagramLost(ILogger logger, SocketError error);
}
