using System.Buffers;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <content>Fading out: what the server has not yet read is written over with the same samples, falling, and then zeros; when it has read the fall, the zeros are flushed.</content>
internal sealed partial class PulsePlayback
{
    private static readonly TimeSpan FadeTime = TimeSpan.FromMilliseconds(28);
    private static readonly TimeSpan TailTime = TimeSpan.FromMilliseconds(10);

    /// <summary>Bounds, in microseconds, of the pieces in which the server says it reads.</summary>
    private const ulong LeastBlock = 5_000;
    private const ulong MostBlock = 50_000;

    private const int MostQuestions = 3;
    private static readonly TimeSpan FreshAge = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MostAge = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(4);
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

        var paddedBefore = paddedFrames;
        var (told, age) = await AskPositionsAsync(cancellationToken);
        var droppedFrames = 0L;
        if (told is { } timing)
        {
            var unread = (timing.WriteIndex - timing.ReadIndex) / BytesPerFrame - HeadStartFrames(timing, age);
            var frames = (int)Math.Min(unread, ring.Count / Format.Channels);
            if (frames <= 0)
            {
                WriteTail();
                await DrainAsync(cancellationToken);
                return TimeSpan.Zero;
            }

            droppedFrames = frames;
            if (unread < writtenFrames - runStart + paddedFrames)
            {
                var fadeFrames = Math.Min(frames, FramesIn(FadeTime));
                droppedFrames -= fadeFrames;
                WriteFade(frames, fadeFrames);
                if (isPipeWire && droppedFrames < PipeWirePiece)
                {
                    Pad();
                }

                await WaitUntilReadAsync(timing.WriteIndex - droppedFrames * BytesPerFrame, "fading out", cancellationToken);
            }
        }

        var dropped = Math.Clamp(droppedFrames - paddedBefore, 0, Math.Max(0, writtenFrames - runStart - leadIn.Length / Format.Channels));
        await OperateAsync(static p => p.StartFlush(), "fading out", cancellationToken);
        MarkSilent();
        return Format.DurationOf(dropped * Format.Channels);
    }

    /// <summary>Asks where the server reads, again if the answer was slow in coming, because the server read on meanwhile.</summary>
    /// <returns>The positions, null when it does not tell them, and the most time that can have passed since they were so.</returns>
    private async ValueTask<(PulseTimingInfo? Timing, TimeSpan Age)> AskPositionsAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var asked = session.Time.GetTimestamp();
            await OperateAsync(static p => p.StartTiming(), "fading out", cancellationToken);
            if (!TryGetTiming(out var timing))
            {
                return (null, TimeSpan.Zero);
            }

            var age = session.Time.GetElapsedTime(asked);
            if (age < FreshAge || attempt == MostQuestions)
            {
                return (timing, age);
            }
        }
    }

    /// <summary>How far behind the server's read position the fade begins, so that it is there in time.</summary>
    private int HeadStartFrames(in PulseTimingInfo timing, TimeSpan age)
    {
        // What the answer took, the fade may take on its way too.
        var headStart = TimeSpan.FromMicroseconds(Math.Clamp(timing.ConfiguredSinkMicroseconds, LeastBlock, MostBlock)) + Reserve + 2 * Shorter(age, MostAge);
        var queued = TimeSpan.FromMicroseconds(timing.SinkMicroseconds);
        if (!device.IsOurs && !isPipeWire && queued + headStart > RewindTarget)
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
