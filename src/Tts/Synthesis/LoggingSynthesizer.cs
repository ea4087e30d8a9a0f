using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Synthesis;

/// <summary>Logs each request: how long it took, what came out, and why it ended. The text itself at Trace only.</summary>
/// <param name="inner">What speaks.</param>
/// <param name="time">Measures.</param>
/// <param name="logger">Where to.</param>
public sealed class LoggingSynthesizer(ISpeechSynthesizer inner, TimeProvider time, ILogger<LoggingSynthesizer> logger) : DelegatingSynthesizer(inner)
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Log.Asked(logger, request.Voice.Name, request.Text);
        var started = time.GetTimestamp();
        var audio = TimeSpan.Zero;
        var chunks = Inner.SynthesizeAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (chunks.ConfigureAwait(false))
        {
            while (await NextAsync(chunks, request, started).ConfigureAwait(false))
            {
                audio += chunks.Current.Duration;
                yield return chunks.Current;
            }
        }

        Log.Spoken(logger, request.Voice.Name, audio.TotalMilliseconds, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<AudioChunk> chunks, SynthesisRequest request, long started)
    {
        try
        {
            return await chunks.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.Cancelled(logger, request.Voice.Name, time.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
        catch (SynthesisException exception)
        {
            Log.Failed(logger, request.Voice.Name, exception.Code, exception.Message);
            throw;
        }
    }
}
