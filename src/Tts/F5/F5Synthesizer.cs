using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.F5.Sampling;
using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.F5;

/// <summary>Speaks cloned voices with F5-TTS: those of the voices file whose engine is <c>f5</c>.</summary>
/// <remarks>
/// Thread safe; parts of texts are made one after the other on a thread of its own, and of one text no more than one ahead of the reader; between two
/// parts a text that gives way waits for those that do not. Chunks are mono at 24 kHz. The same text, voice and seed give the same speech. It tells how far it came after each part (<see cref="SynthesisReport.Spoke"/>).
/// </remarks>
internal sealed class F5Synthesizer(
    IOptions<F5Options> options,
    VoiceFileWatch voices,
    IVoicePrompts prompts,
    IVoiceboxLoader loader,
    IOptions<OnnxOptions> onnx,
    TimeProvider time,
    ILogger<F5Synthesizer> logger) : ISpeechEngine
{
    /// <summary>Name of this engine.</summary>
    public const string EngineName = ReferenceEntry.Engine;

    private const double SlowestSpeed = 0.25;
    private const double FastestSpeed = 4;
    private static readonly TimeSpan s_leaveLimit = TimeSpan.FromSeconds(1);
    private readonly F5ModelPool models = new(loader, OnDemandTimes.From(onnx.Value), time, logger);
    private readonly Lazy<EngineThread> thread = new(() => new EngineThread(EngineName, "F5-TTS"));

    /// <inheritdoc/>
    public string Engine => EngineName;

    private F5Options Settings => options.Value;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Voice>> GetVoicesAsync(CancellationToken cancellationToken) =>
        new([.. voices.Voices.Where(voice => voice.Reference is not null)]);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> CheckVoiceAsync(Voice voice, CancellationToken cancellationToken)
    {
        if (voice.Reference is not { } reference)
        {
            return [];
        }

        try
        {
            var prompt = await prompts.GetAsync(reference, cancellationToken).ConfigureAwait(false);
            loader.Look(ModelOf(reference));
            return ReferenceTranscriptCheck.Check(reference.Transcript, prompt.SourceSeconds) is { } finding ? [$"The voice {voice.Name}: {finding.Message}"] : [];
        }
        catch (SynthesisException exception)
        {
            return [$"The voice {voice.Name}: {exception.Message}"];
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reference = Find(request.Voice);
        if (string.IsNullOrWhiteSpace(request.Text) || request.MaxDuration <= TimeSpan.Zero)
        {
            yield break;
        }

        if (request.IsCalibration)
        {
            // The model speaks as loud as the clip, so nothing need be synthesized to know how loud.
            var clip = await prompts.ListenAsync(reference, cancellationToken).ConfigureAwait(false);
            var format = new AudioFormat(ClipPace.SampleRate, 1);
            yield return AudioChunk.CopyOf(format, clip.AsSpan(0, Math.Min(clip.Length, format.SamplesIn(request.MaxDuration))));
            yield break;
        }

        var prompt = await prompts.GetAsync(reference, cancellationToken).ConfigureAwait(false);
        var lease = await models.AcquireAsync(ModelOf(reference), cancellationToken).ConfigureAwait(false);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var utterance = default(F5Utterance);
        var hold = default(IDisposable);
        try
        {
            // Between two of its parts nothing waits in the line for a moment: texts that give way are kept out then too.
            hold = request.GivesWay ? null : thread.Value.Hold();
            utterance = Prepare(request, reference, prompt, lease.Value);
            await foreach (var chunk in utterance.SpeakAsync(leave.Token).ConfigureAwait(false))
            {
                yield return chunk;
            }
        }
        finally
        {
            hold?.Dispose();
            await leave.CancelAsync().ConfigureAwait(false);
            await LeaveAsync(utterance?.Working ?? Task.CompletedTask, lease).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (thread.IsValueCreated)
        {
            thread.Value.Dispose();
        }

        await models.DisposeAsync().ConfigureAwait(false);
    }

    private string ModelOf(VoiceReference reference) => reference.Model.Length > 0 ? reference.Model : Settings.Model;

    private VoiceReference Find(Voice voice)
    {
        if (!Settings.Enabled)
        {
            throw new SynthesisException("engine-off", $"F5-TTS is switched off ({F5Options.Section}:{nameof(F5Options.Enabled)}), so {voice.Name} cannot speak.");
        }

        return voices.Voices.FirstOrDefault(known => known.Reference is not null && known.EngineVoice.Equals(voice.EngineVoice, StringComparison.OrdinalIgnoreCase))?.Reference
            ?? throw new SynthesisException("voice-unknown", $"F5-TTS has no voice {voice.EngineVoice} (voice {voice.Name}). Cloned voices stand in the voices file; see the list: ishowtts voices.");
    }

    private F5Utterance Prepare(SynthesisRequest request, VoiceReference reference, VoicePrompt prompt, F5Voicebox voicebox)
    {
        ScriptCheck.ThrowIfUnreadable(request.Text, voicebox.Vocabulary);
        var speed = Math.Clamp(Settings.Speed * request.Voice.Speed * request.Speed, SlowestSpeed, FastestSpeed);
        var segments = request.FixDuration is { } duration
            ? [SegmentPlanner.Fixed(request.Text, prompt, duration)]
            : Settings.Streaming ? SegmentPlanner.Streamed(request.Text, prompt, speed, Settings) : SegmentPlanner.Original(request.Text, prompt, speed);
        Log.Planned(logger, request.Voice.Name, segments.Count, (segments[0].Frames - prompt.Frames) / F5Durations.FramesPerSecond);
        var steps = FlowSchedule.Create(
            Math.Clamp(request.NfeStep ?? Settings.NfeStep, 1, 64), epss: null, Settings.SwayCoefficient, Settings.Solver, Settings.CfgStrength, Settings.GuidanceFrom, Settings.GuidanceTo);
        var run = new SegmentRun(new SegmentMaker(voicebox, prompt, steps), Settings, request.Seed ?? reference.Seed ?? Settings.Seed, request.GivesWay, time, logger);
        return new F5Utterance(segments, run, thread.Value, SegmentJoiners.Create(Settings), request, Settings.BatchWaiting);
    }

    /// <summary>Gives the model back when the part that was under way has ended: at once after a cancel, or, when the model hangs, whenever it does.</summary>
    private async ValueTask LeaveAsync(Task working, OnDemandLease<F5Voicebox> lease)
    {
        var ended = working.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await ended.WaitAsync(s_leaveLimit, time).ConfigureAwait(false);
            lease.Dispose();
        }
        catch (TimeoutException)
        {
            Log.Hangs(logger);
            _ = ended.ContinueWith(_ => lease.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
