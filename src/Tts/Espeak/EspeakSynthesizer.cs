using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Espeak;

/// <summary>Speaks with eSpeak NG, in this process: over a hundred languages, about 700 times faster than hearing, no model files.</summary>
/// <remarks>
/// Thread safe; texts are spoken one after the other on a thread of its own, since the library can do one at a time in a process; those
/// that do not give way first.
/// Chunks are mono at the library's rate, 22,050 Hz. A text is never read as SSML, phonemes or commands.
/// </remarks>
public sealed class EspeakSynthesizer : ISpeechEngine
{
    /// <summary>Name of this engine.</summary>
    public const string EngineName = "espeak";

    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAudio = TimeSpan.FromMinutes(10);

    private readonly EspeakOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<EspeakSynthesizer> logger;
    private readonly Lazy<EngineThread> worker = new(() => new EngineThread("espeak", "eSpeak NG"));
    private volatile Started? started;
    private volatile bool disposed;

    /// <summary>Makes the engine. The library is loaded at the first use.</summary>
    /// <param name="options">Data folder, rate and limits.</param>
    /// <param name="time">Limits waits.</param>
    /// <param name="logger">Never sees a text.</param>
    public EspeakSynthesizer(IOptions<EspeakOptions> options, TimeProvider time, ILogger<EspeakSynthesizer> logger)
    {
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    /// <inheritdoc/>
    public string Engine => EngineName;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Voice>> GetVoicesAsync(CancellationToken cancellationToken) =>
        (await StartAsync(cancellationToken).ConfigureAwait(false)).Voices.Voices;

    /// <inheritdoc/>
    public async ValueTask<Voice?> FindVoiceAsync(string engineVoice, CancellationToken cancellationToken) =>
        (await StartAsync(cancellationToken).ConfigureAwait(false)).Voices.Resolve(engineVoice)?.Voice;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = EspeakText.Prepare(request.Text, options.MaxCharacters);
        if (text is null || request.MaxDuration <= TimeSpan.Zero)
        {
            yield break;
        }

        var (folder, sampleRate, voices) = await StartAsync(cancellationToken).ConfigureAwait(false);
        var identifier = voices.Resolve(request.Voice.EngineVoice)?.Identifier ?? throw new SynthesisException(
            "voice-unknown", $"eSpeak NG has no voice {request.Voice.EngineVoice} (voice {request.Voice.Name}). See the list: ishowtts voices.");
        var prosody = EspeakProsody.Of(request, options.WordsPerMinute);
        var utterance = new EspeakUtterance(
            new AudioFormat(sampleRate, 1), request.MaxDuration < LongestAudio ? request.MaxDuration : LongestAudio);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = worker.Value.RunAsync(_ => utterance.Run(receiver => EspeakLibrary.Speak(folder, identifier, prosody, text, receiver)), request.GivesWay, leave.Token);
        try
        {
            while (await utterance.Chunks.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (utterance.Chunks.TryRead(out var chunk))
                {
                    yield return chunk;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            await leave.CancelAsync().ConfigureAwait(false);
            await utterance.LeaveAsync(LeaveLimit, time).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        disposed = true;
        if (worker.IsValueCreated)
        {
            worker.Value.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<Started> StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (started is { } done)
        {
            return done;
        }

        var starting = new TaskCompletionSource<Started>(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Value.Post(() => Start(starting));
        return await starting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Start(TaskCompletionSource<Started> starting)
    {
        try
        {
            var folder = EspeakData.Find(options.DataPath);
            var (sampleRate, voices) = EspeakLibrary.Start(folder);
            if (started is null)
            {
                Log.Started(logger, folder, voices.Voices.Count, sampleRate);
            }

            started = new Started(folder, sampleRate, voices);
            starting.TrySetResult(started);
        }
#pragma warning disable CA1031 // The caller rethrows it: the worker thread must live on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            starting.TrySetException(exception);
        }
    }

    private sealed record Started(string Folder, int SampleRate, EspeakVoiceTable Voices);
}
