using System.Diagnostics;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.Benchmarks;

/// <summary>A sink without a buffer that tells when the first sample of a cue reaches it.</summary>
internal sealed class ProbeSink : IAudioSink
{
    private TaskCompletionSource<long> first = NewSignal();

    public string Name => "probe";

    public AudioFormat Format => AudioFormat.Stereo48;

    public TimeSpan Delay => TimeSpan.Zero;

    /// <summary>Completes with the timestamp of the next sample that is not silence.</summary>
    public Task<long> Arm()
    {
        first = NewSignal();
        return first.Task;
    }

    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        if (samples.Span.ContainsAnyExcept(0f))
        {
            first.TrySetResult(Stopwatch.GetTimestamp());
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken) => ValueTask.FromResult(TimeSpan.Zero);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static TaskCompletionSource<long> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
