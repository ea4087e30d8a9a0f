using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.TestKit.Playback;

/// <summary>A sink in trouble: it is open, keeps 400 ms, and nothing of it is heard until the test lets it go. Fades are answered at once. Thread safe.</summary>
/// <param name="name">Its name.</param>
public sealed class HeldSink(string name) : IAudioSink
{
    private readonly Lock gate = new();
    private readonly List<float> kept = [];
    private readonly List<float> heard = [];
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public AudioFormat Format => AudioFormat.Stereo48;

    /// <inheritdoc/>
    public TimeSpan Delay
    {
        get
        {
            lock (gate)
            {
                return Format.DurationOf(kept.Count);
            }
        }
    }

    /// <summary>What was heard.</summary>
    public float[] Heard
    {
        get
        {
            lock (gate)
            {
                return [.. heard];
            }
        }
    }

    /// <summary>Ends when it took audio for the first time.</summary>
    public Task Written => written.Task;

    /// <summary>The trouble is over: what it kept is heard, and so is all that comes.</summary>
    public void Release()
    {
        lock (gate)
        {
            heard.AddRange(kept);
            kept.Clear();
            released.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        if (!Take(samples.Span))
        {
            await released.Task.WaitAsync(cancellationToken);
            Take(samples.Span);
        }

        written.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DrainAsync(CancellationToken cancellationToken) => await released.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var dropped = Format.DurationOf(kept.Count);
            kept.Clear();
            return ValueTask.FromResult(dropped);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool Take(ReadOnlySpan<float> samples)
    {
        lock (gate)
        {
            if (released.Task.IsCompleted)
            {
                heard.AddRange(samples);
                return true;
            }

            if (Format.DurationOf(kept.Count + samples.Length) > TimeSpan.FromMilliseconds(400))
            {
                return false;
            }

            kept.AddRange(samples);
            return true;
        }
    }
}
