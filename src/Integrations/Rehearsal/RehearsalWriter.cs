using System.Globalization;
using System.Text;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Writes events to a rehearsal file as they come. Each line is appended in one piece and is on its way to the disk before the call returns.</summary>
/// <remarks>One caller at a time.</remarks>
public sealed class RehearsalWriter : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private long? _last;

    private RehearsalWriter(FileStream file, TimeProvider clock) => (_file, _clock) = (file, clock);

    /// <summary>Lines written.</summary>
    public int Count { get; private set; }

    /// <summary>Opens a file to append to; makes it when it is missing. A last line without its end, left by a crash, is ended first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Measures the time between events.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static RehearsalWriter Open(string path, TimeProvider clock)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                if (file.ReadByte() != '\n') file.Write("\n"u8);
            }

            return new RehearsalWriter(file, clock);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends an event with the time since the one before.</summary>
    /// <param name="streamEvent">What happened.</param>
    /// <param name="cancellationToken">Ends the wait before writing; a line is never written in part.</param>
    public async ValueTask WriteAsync(StreamEvent streamEvent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _clock.GetTimestamp();
        var after = _last is { } last ? _clock.GetElapsedTime(last, now).TotalSeconds : 0;
        _last = now;

        var json = StreamEventJson.Write(streamEvent);
        var line = string.Create(CultureInfo.InvariantCulture, $"{{\"after\":{Math.Round(after, 3)},{json.AsSpan(1)}\n");
        await _file.WriteAsync(Encoding.UTF8.GetBytes(line), CancellationToken.None);
        await _file.FlushAsync(CancellationToken.None);
        Count++;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
