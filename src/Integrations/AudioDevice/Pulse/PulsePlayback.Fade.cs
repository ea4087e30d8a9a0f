using System.Buffers;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <content>Fading out: what the server has not yet read is written over with the same samples, falling, and then zeros; when it has read the fall, the zeros are flushed.</content>
internal sealed partial class PulsePlayback
{
    private static readonly TimeSpan FadeTime = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan TailTime = TimeSpan.FromMilliseconds(10);

    /// <summary>The pieces in which a server reads, in microseconds: PulseAudio says it truly (up to 50 ms), PipeWire says more than the 21 ms it really takes.</summary>
    private const ulong LeastBlock = 20_000;
    private const ulong MostBlock = 50_000;
    private static readonly TimeSpan RewindTarget = TimeSpan.FromMilliseconds(80);

    /// <summary>Goes to silence without a jump.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How much audio was dropped unheard.</returns>
    public async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        if (starved)
        {
            return TimeSpan.Zero;
        }

        await OperateAsync(static p => p.StartTiming(), "fading out", cancellationToken);
        var droppedFrames = 0;
        if (TryGetTiming(out var timing))
        {
            var frames = Math.Min((int)((timing.WriteIndex - timing.ReadIndex) / BytesPerFrame) - HeadStartFrames(timing), ring.Count / Format.Channels);
            if (frames <= 0)
            {
                WriteTail();
                await DrainAsync(cancellationToken);
                return TimeSpan.Zero;
            }

            var fadeFrames = Math.Min(frames, FramesIn(FadeTime));
            droppedFrames = frames - fadeFrames;
            WriteFade(frames, fadeFrames);
            await WaitUntilReadAsync(timing.WriteIndex - (long)droppedFrames * BytesPerFrame, "fading out", cancellationToken);
        }

        var dropped = Math.Clamp(droppedFrames, 0, Math.Max(0, writtenFrames - runStart - leadIn.Length / Format.Channels));
        await OperateAsync(static p => p.StartFlush(), "fading out", cancellationToken);
        MarkSilent();
        return Format.DurationOf(dropped * Format.Channels);
    }

    /// <summary>How far behind the server's read position the fade begins, so that it is there in time.</summary>
    private int HeadStartFrames(in PulseTimingInfo timing)
    {
        var headStart = TimeSpan.FromMicroseconds(Math.Clamp(timing.ConfiguredSinkMicroseconds, LeastBlock, MostBlock)) + TimeSpan.FromMilliseconds(5);
        var queued = TimeSpan.FromMicroseconds(timing.SinkMicroseconds);
        if (!device.IsOurs && queued + headStart > RewindTarget)
        {
            // A sound card may have taken much more than it plays; the server takes that back where the driver can.
            headStart = RewindTarget - queued;
        }

        return (int)(headStart.TotalSeconds * Format.SampleRate);
    }

    private void WriteFade(int frames, int fadeFrames)
    {
        var count = frames * Format.Channels;
        var buffer = ArrayPool<float>.Shared.Rent(count);
        var samples = buffer.AsSpan(0, count);
        ring.CopyFromEnd(count, samples);
        for (var frame = 0; frame < fadeFrames; frame++)
        {
            var gain = 0.5f * (1 + MathF.Cos(MathF.PI * (frame + 1) / fadeFrames));
            samples[frame * Format.Channels] *= gain;
            samples[frame * Format.Channels + 1] *= gain;
        }

        samples[(fadeFrames * Format.Channels)..].Clear();
        using (session.Lock())
        {
            Write(samples, -(long)count * sizeof(float));
        }

        // Should this fade-out be cancelled, the next one goes on from what is now really there.
        ring.ReplaceEnd(samples);

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>The end is near and cannot be taken back: only the last step down to zero is made soft.</summary>
    private void WriteTail()
    {
        var last = new float[Format.Channels];
        ring.CopyFromEnd(last.Length, last);
        var tail = new float[Format.SamplesIn(TailTime)];
        for (var i = 0; i < tail.Length; i++)
        {
            tail[i] = last[i % Format.Channels] * (1 - (float)(i / Format.Channels + 1) / (tail.Length / Format.Channels));
        }

        using (session.Lock())
        {
            Write(tail, 0);
        }
    }

    private static int FramesIn(TimeSpan time) => Format.SamplesIn(time) / Format.Channels;
}
