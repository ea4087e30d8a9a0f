using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Writes an answer as server-sent events: <c>start</c>, <c>audio</c>…, <c>metrics</c>, <c>end</c>; <c>error</c> where it breaks.</summary>
/// <param name="response">Where to.</param>
/// <param name="problemOf">Makes a problem of an engine's failure.</param>
internal sealed class TtsEventStream(HttpResponse response, Func<SynthesisException, ProblemBody> problemOf)
{
    private static readonly int LongestPiece = AudioFormat.Mono48.SampleRate / 2;
    private int sequence;

    /// <summary>Sends all of it.</summary>
    /// <param name="answer">The audio.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SendAsync(RawSpeechAnswer answer, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        var context = ApiJsonContext.Default;
        var start = new TtsStartBody(AudioFormat.Mono48.SampleRate, 1, "s16le", answer.Voice.Name, answer.Voice.Engine);
        await WriteAsync("start", start, context.TtsStartBody, cancellationToken);
        try
        {
            await SendAudioAsync(answer, cancellationToken);
            await WriteAsync("metrics", answer.Metrics!, context.RawSpeechMetrics, cancellationToken);
            await WriteAsync("end", new TtsEndBody(), context.TtsEndBody, cancellationToken);
        }
        catch (SynthesisException exception)
        {
            await WriteAsync("error", problemOf(exception), context.ProblemBody, cancellationToken);
        }
    }

    private async Task SendAudioAsync(RawSpeechAnswer answer, CancellationToken cancellationToken)
    {
        var spans = new TextSpans(answer.Text, answer.Speed * answer.Voice.Speed);
        var pcm = new byte[LongestPiece * Pcm16.BytesPerSample];
        while (await answer.HasMoreAsync(cancellationToken))
        {
            var (chunk, spokenBefore) = answer.Take();
            using (chunk)
            {
                for (var at = 0; at < chunk.Samples.Length; at += LongestPiece)
                {
                    var samples = chunk.Samples.Slice(at, Math.Min(LongestPiece, chunk.Samples.Length - at));
                    Pcm16.Write(samples.Span, pcm);
                    var span = spans.Next(chunk.Format.DurationOf(samples.Length), spokenBefore);
                    var isLast = answer.IsAtEnd && at + LongestPiece >= chunk.Samples.Length;
                    var textEnd = isLast ? spans.Rest().End : span.End;
                    await WriteAudioAsync(span.Start, textEnd, pcm.AsMemory(0, samples.Length * Pcm16.BytesPerSample), cancellationToken);
                }
            }
        }

        var rest = spans.Rest();
        if (answer.IsAtEnd && rest.Start < rest.End)
        {
            await WriteAudioAsync(rest.Start, rest.End, ReadOnlyMemory<byte>.Empty, cancellationToken);
        }
    }

    private Task WriteAudioAsync(int textStart, int textEnd, ReadOnlyMemory<byte> pcm, CancellationToken cancellationToken) =>
        WriteAsync("audio", new TtsAudioBody(sequence++, textStart, textEnd, pcm), ApiJsonContext.Default.TtsAudioBody, cancellationToken);

    private async Task WriteAsync<T>(string name, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.ASCII.GetBytes($"event: {name}\ndata: "), cancellationToken);
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, type), cancellationToken);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
