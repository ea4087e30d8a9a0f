using IShowTts.Tts.Audio;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Synthesis;

/// <summary>One engine's try at a text, within its time limits. Every way of failing becomes a <see cref="SynthesisException"/>; the caller's cancel stays a cancel.</summary>
/// <remarks>An engine that does not even answer a cancel is left alone after <see cref="Grace"/>; what it still gives is disposed.</remarks>
internal sealed class EngineAttempt : IAsyncDisposable
{
    /// <summary>Time that an engine has to end after it was told to.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly SynthesisRequest request;
    private readonly ILogger logger;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource either;
    private readonly CancellationTokenSource leave;
    private readonly CancellationTokenRegistration leaving;
    private readonly IAsyncEnumerator<AudioChunk> chunks;
    private bool hasAudio;
    private bool isLeft;

    /// <summary>Starts the try.</summary>
    /// <param name="synthesizer">Who speaks.</param>
    /// <param name="request">What, in which voice, within which limits.</param>
    /// <param name="time">Measures the limits.</param>
    /// <param name="logger">Told of an engine that breaks or hangs.</param>
    /// <param name="caller">The caller's cancel.</param>
    public EngineAttempt(ISpeechSynthesizer synthesizer, SynthesisRequest request, TimeProvider time, ILogger logger, CancellationToken caller)
    {
        this.request = request;
        this.logger = logger;
        this.caller = caller;
        deadline = new CancellationTokenSource(request.FirstAudioLimit ?? Timeout.InfiniteTimeSpan, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        leave = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        leaving = either.Token.Register(() => leave.CancelAfter(Grace));
        chunks = synthesizer.SynthesizeAsync(request, either.Token).GetAsyncEnumerator(either.Token);
    }

    /// <summary>The next chunk; its receiver owns it. Null at the end.</summary>
    /// <exception cref="SynthesisException">The engine failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<AudioChunk?> NextAsync()
    {
        try
        {
            if (!await MoveAsync().ConfigureAwait(false))
            {
                return null;
            }
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(caller);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            throw TooLate(exception);
        }
        catch (OutOfMemoryException exception)
        {
            Log.Broke(logger, request.Voice.Name, request.Voice.Engine, exception);
            throw new SynthesisException("out-of-memory", $"The engine {request.Voice.Engine} ran out of memory.", exception);
        }
        catch (Exception exception) when (exception is not SynthesisException)
        {
            Log.Broke(logger, request.Voice.Name, request.Voice.Engine, exception);
            throw new SynthesisException("engine-failed", $"The engine {request.Voice.Engine} broke ({exception.GetType().Name}); see the log.", exception);
        }

        if (!hasAudio)
        {
            hasAudio = true;
            deadline.CancelAfter(request.SynthesisLimit ?? Timeout.InfiniteTimeSpan);
        }

        return chunks.Current;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!isLeft)
        {
            await chunks.DisposeAsync().ConfigureAwait(false);
        }

        await leaving.DisposeAsync().ConfigureAwait(false);
        leave.Dispose();
        either.Dispose();
        deadline.Dispose();
    }

    private async ValueTask<bool> MoveAsync()
    {
        var move = chunks.MoveNextAsync();
        if (move.IsCompleted)
        {
            return await move.ConfigureAwait(false);
        }

        var moving = move.AsTask();
        try
        {
            return await moving.WaitAsync(leave.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!moving.IsCompleted)
        {
            isLeft = true;
            Log.Hangs(logger, request.Voice.Name, request.Voice.Engine);
            _ = ForgetAsync(moving);
            throw;
        }
    }

    /// <summary>Waits for an engine that hangs, gives back what it brings, and tells how it ended.</summary>
    private async Task ForgetAsync(Task<bool> moving)
    {
        try
        {
            if (await moving.ConfigureAwait(false))
            {
                chunks.Current.Dispose();
            }

            await chunks.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody waits for this engine any more; that it came back, and how, is all there is to say.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CameBack(logger, request.Voice.Engine, exception);
        }
    }

    private SynthesisException TooLate(Exception cause)
    {
        var message = hasAudio
            ? $"The engine {request.Voice.Engine} was not done after {request.SynthesisLimit?.TotalSeconds:0.#} s."
            : $"The engine {request.Voice.Engine} gave no sound within {request.FirstAudioLimit?.TotalSeconds:0.#} s.";
        return new SynthesisException("timeout", message, cause);
    }
}
