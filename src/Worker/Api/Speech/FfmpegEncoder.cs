using System.Buffers;

namespace IShowTts.Worker.Api.Speech;

/// <summary>
/// One ffmpeg process: samples go in while its output comes out, each end waiting for the other. It is killed when the sink fails, when the time is over
/// and when this is disposed. What it writes to standard error is counted, never shown.
/// </summary>
internal sealed class FfmpegEncoder : ISpeechEncoder
{
    private const int BufferBytes = 32_768;
    private readonly FfmpegProcess ffmpeg;
    private readonly SpeechFormat format;
    private readonly IByteSink sink;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource end;
    private readonly PcmEncoder input;
    private readonly Task output;
    private readonly Task<long> complaints;

    /// <summary>Takes a process that runs.</summary>
    /// <param name="ffmpeg">The process, owned; it is killed when its time is over.</param>
    /// <param name="format">What it writes.</param>
    /// <param name="sink">Takes the output.</param>
    /// <param name="cancellationToken">The client left or the worker stops.</param>
    public FfmpegEncoder(FfmpegProcess ffmpeg, SpeechFormat format, IByteSink sink, CancellationToken cancellationToken)
    {
        this.ffmpeg = ffmpeg;
        this.format = format;
        this.sink = sink;
        caller = cancellationToken;
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ffmpeg.Ended);
        input = new PcmEncoder(new StreamSink(ffmpeg.Input), AudioRates.Engine);
        output = PumpAsync();
        complaints = CountAsync();
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken) =>
        GuardAsync(async () => await input.WriteAsync(samples, end.Token));

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await ffmpeg.Input.DisposeAsync();
        await output;
        var bytes = await complaints;
        if (await ffmpeg.WaitAsync(end.Token) is not 0 and var code)
        {
            throw Failure($"ended with code {code} and {bytes} bytes of messages");
        }
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        ffmpeg.Kill();
        await Task.WhenAll(output, complaints).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await input.DisposeAsync();
        end.Dispose();
        await ffmpeg.DisposeAsync();
    }

    /// <summary>Does something with the process; when that fails, the first cause is told: the sink's error, or what became of ffmpeg.</summary>
    private async ValueTask GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (IOException exception) when (!output.IsFaulted)
        {
            // It reads no more: it has ended, or the pump below ended it and is about to tell why.
            ffmpeg.Kill();
            await output;
            throw Failure("ended before the audio did", exception);
        }
        catch (OperationCanceledException exception) when (!caller.IsCancellationRequested && !output.IsFaulted)
        {
            throw Failure("took too long", exception);
        }
        catch (Exception exception) when (output.IsFaulted && exception is IOException or OperationCanceledException)
        {
            await output;
        }
    }

    private async Task PumpAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await ffmpeg.Output.ReadAsync(buffer, end.Token) is > 0 and var count)
            {
                await sink.WriteAsync(buffer.AsMemory(0, count), end.Token);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who feeds the process would wait for ever.
            ffmpeg.Kill();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<long> CountAsync()
    {
        var buffer = new byte[1_024];
        long bytes = 0;
        while (await ffmpeg.Messages.ReadAsync(buffer, end.Token) is > 0 and var count)
        {
            bytes += count;
        }

        return bytes;
    }

    private SpeechEncodingException Failure(string what, Exception? cause = null) =>
        new($"ffmpeg {what}. Try `ffmpeg -encoders`: {Kebab.Of(format)} needs the encoder {SpeechFormats.FfmpegEncoders[format]}. wav and pcm need no ffmpeg.", cause);
}
