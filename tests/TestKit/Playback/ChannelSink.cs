using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.TestKit.Playback;

/// <summary>A sink that takes only some kinds of utterance, and that nobody hears until somebody comes. Its test methods are thread safe.</summary>
/// <param name="name">Its name.</param>
/// <param name="kinds">Kinds it takes; none for all.</param>
public sealed class ChannelSink(string name, params string[] kinds) : ISelectiveSink, IReportingSink
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private readonly TaskCompletionSource waiting = NewSignal();
    private bool isAlone;
    private bool isTold;

    /// <inheritdoc/>
    public event Action? Lost;

    /// <summary>What was heard here.</summary>
    public RecordingSink Recording { get; } = new(name);

    /// <inheritdoc/>
    public string Name => Recording.Name;

    /// <inheritdoc/>
    public AudioFormat Format => Recording.Format;

    /// <inheritdoc/>
    public TimeSpan Delay => TakesBack && IsAlone ? Recording.HeardDuration : Recording.Delay;

    /// <summary>While it is empty it says of all that it had told as heard that nobody heard it.</summary>
    public bool TakesBack { get; init; }

    /// <inheritdoc/>
    public string Condition => "in General with 1 listener";

    private bool IsAlone
    {
        get
        {
            lock (gate)
            {
                return isAlone;
            }
        }
    }

    private static AudioSinkException Alone => new("alone", "Nobody is in General.") { IsIdle = true };

    /// <summary>Everybody leaves, or somebody comes.</summary>
    /// <param name="alone">Whether nobody is there.</param>
    public void Empty(bool alone = true)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            isAlone = alone;
            (told, changed) = (changed, NewSignal());
        }

        told.TrySetResult();
        if (alone)
        {
            Lost?.Invoke();
        }
    }

    /// <summary>Ends when somebody who was told that nobody is here waits for it to open.</summary>
    public Task Waiting => waiting.Task;

    /// <summary>Done when it has opened, before whoever opened it knows.</summary>
    public Action<ChannelSink>? OnOpened { get; set; }

    /// <inheritdoc/>
    public bool Takes(string kind) => kinds.Length == 0 || kinds.Contains(kind, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void BeginUtterance(string utteranceId) => Begun.Add(utteranceId);

    /// <summary>Utterances that began here, in order.</summary>
    public IList<string> Begun { get; } = [];

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (!isAlone)
                {
                    break;
                }

                if (!isTold)
                {
                    isTold = true;
                    throw Alone;
                }

                wait = changed.Task;
            }

            waiting.TrySetResult();
            await wait.WaitAsync(cancellationToken);
        }

        isTold = false;
        await Recording.OpenAsync(cancellationToken);
        OnOpened?.Invoke(this);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        ThrowIfAlone();
        return Recording.WriteAsync(samples, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        ThrowIfAlone();
        return Recording.DrainAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        ThrowIfAlone();
        return Recording.FadeOutAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Recording.DisposeAsync();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void ThrowIfAlone()
    {
        if (IsAlone)
        {
            throw Alone;
        }
    }
}
