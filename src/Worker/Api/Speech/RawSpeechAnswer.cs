using System.Threading.Channels;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Api.Speech;

/// <summary>
/// One text on its way to a client. The engine never waits for the client, and the turn is given on when the engine is done: what the client has not taken yet is
/// kept, at most the longest audio of an answer, counted in the place, and only until <see cref="TooSlow"/>. One reader.
/// </summary>
/// <param name="place">The request's place; owned.</param>
/// <param name="time">Measures.</param>
/// <param name="request">What to say; with a report, and for a second longer than is given.</param>
/// <param name="engineSteps">Evaluations that the flow model spends when the request names none.</param>
internal sealed class RawSpeechAnswer(SynthesisPlace place, TimeProvider time, SynthesisRequest request, int engineSteps) : IAsyncDisposable
{
    /// <summary>What a client has at least, from the end of the synthesis, to take the rest; twice the playing time comes on top.</summary>
    public static readonly TimeSpan ShortestTaking = TimeSpan.FromSeconds(30);

    private static readonly AudioFormat Format = AudioFormat.Mono48;

    // Not bounded by number but by the length of the audio: see PumpAsync.
    private readonly Channel<RawAudio> pieces = Channel.CreateUnbounded<RawAudio>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SynthesisReport report = request.Report!;
    private readonly CancellationTokenSource slow = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenSource? end;
    private Task pump = Task.CompletedTask;
    private int unread;

    /// <summary>Who speaks now; another voice than was asked for when that one's engine failed.</summary>
    public Voice Voice => report.Speakers is [.., var speaker] ? speaker : request.Voice;

    /// <summary>Rate on top of the voice's own.</summary>
    public double Speed => request.Speed;

    /// <summary>The text.</summary>
    public string Text => request.Text;

    /// <summary>Whether the piece that was taken last is known to be the end of the text.</summary>
    public bool IsAtEnd => Metrics is { IsCut: false } && Volatile.Read(ref unread) == 0;

    /// <summary>What was measured; null before the last piece was made.</summary>
    public RawSpeechMetrics? Metrics { get; private set; }

    /// <summary>Cancelled when the client took longer than <see cref="ShortestTaking"/> and twice the playing time after the engine was done.</summary>
    public CancellationToken TooSlow => slow.Token;

    /// <summary>Counts what is kept for the client besides the pieces that it has not taken.</summary>
    /// <param name="bytes">Bytes more; negative for less.</param>
    public void Keep(long bytes) => place.Keep(bytes);

    /// <summary>Begins to speak.</summary>
    /// <param name="synthesizer">Who speaks.</param>
    /// <param name="cancellationToken">Ends it within one chunk.</param>
    public void Start(ISpeechSynthesizer synthesizer, CancellationToken cancellationToken)
    {
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = end.Token;
        pump = Task.Run(() => PumpAsync(synthesizer, token), CancellationToken.None);
    }

    /// <summary>Waits for a piece.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when all was taken.</returns>
    /// <exception cref="SynthesisException">The engines failed; what came before can be used.</exception>
    public ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken) => pieces.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the piece that <see cref="HasMoreAsync"/> found.</summary>
    public RawAudio Take()
    {
        if (!pieces.Reader.TryRead(out var piece))
        {
            throw new InvalidOperationException("There is no piece to take.");
        }

        Interlocked.Add(ref unread, -piece.Chunk.Samples.Length);
        place.Keep(-BytesOf(piece.Chunk));
        return piece;
    }

    /// <summary>Ends the synthesis, waits for its end, gives back what nobody took and the place.</summary>
    public async ValueTask DisposeAsync()
    {
        if (end is not null)
        {
            await end.CancelAsync();
            await pump;
            end.Dispose();
        }

        while (pieces.Reader.TryRead(out var piece))
        {
            place.Keep(-BytesOf(piece.Chunk));
            piece.Chunk.Dispose();
        }

        slow.Dispose();
        place.Dispose();
    }

    /// <summary>Takes what the engine gives until the audio is as long as an answer may be. Errors go to the reader.</summary>
    private async Task PumpAsync(ISpeechSynthesizer synthesizer, CancellationToken cancellationToken)
    {
        var most = Format.SamplesIn(request.MaxDuration - TimeSpan.FromSeconds(1));
        var given = 0;
        var isCut = false;
        var started = time.GetTimestamp();
        double? first = null;
        try
        {
            await foreach (var chunk in synthesizer.SynthesizeAsync(request, cancellationToken))
            {
                first ??= Since(started);
                isCut = chunk.Samples.Length > most - given;
                var piece = isCut ? CutOff(chunk, most - given) : chunk;
                given += piece.Samples.Length;
                Interlocked.Add(ref unread, piece.Samples.Length);
                place.Keep(BytesOf(piece));
                pieces.Writer.TryWrite(new RawAudio(piece, report.SpokenCharacters));
                if (isCut)
                {
                    break;
                }
            }

            Metrics = Measure(first ?? 0, Since(started), given, isCut);
            pieces.Writer.Complete();
        }
#pragma warning disable CA1031 // The reader rethrows it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            pieces.Writer.Complete(exception);
        }
        finally
        {
            slow.CancelAfter(ShortestTaking + (2 * Format.DurationOf(given)));
            place.EndTurn();
        }
    }

    private static long BytesOf(AudioChunk chunk) => (long)chunk.Samples.Length * sizeof(float);

    private static AudioChunk CutOff(AudioChunk chunk, int samples)
    {
        using (chunk)
        {
            return AudioChunk.CopyOf(chunk.Format, chunk.Samples.Span[..samples]);
        }
    }

    private double Since(long started) => time.GetElapsedTime(started).TotalMilliseconds;

    private RawSpeechMetrics Measure(double ttfaMs, double synthMs, int samples, bool isCut)
    {
        var audioMs = Format.DurationOf(samples).TotalMilliseconds;
        var voice = Voice;
        return new RawSpeechMetrics(
            Math.Round(ttfaMs, 1),
            Math.Round(synthMs, 1),
            Math.Round(audioMs, 1),
            audioMs > 0 ? Math.Round(synthMs / audioMs, 4) : 0,
            voice.Engine,
            voice.Reference is null ? null : request.NfeStep ?? engineSteps,
            isCut);
    }
}
