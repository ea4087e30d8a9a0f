using System.Numerics.Tensors;
using IShowTts.Tts.F5.Reference;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Prompts from prepared clips; the clips are kept by <see cref="ReferenceClipCache"/>.</summary>
/// <param name="logger">Told of each clip that is prepared.</param>
internal sealed class VoicePrompts(ILogger<F5Synthesizer> logger) : IVoicePrompts
{
    private readonly ReferenceClipCache clips = new(logger);

    /// <inheritdoc/>
    public async ValueTask<VoicePrompt> GetAsync(VoiceReference reference, CancellationToken cancellationToken)
    {
        var clip = await PrepareAsync(() => clips.Get(reference.Clip), cancellationToken).ConfigureAwait(false);
        return Build(clip, ReferenceText.Complete(reference.Transcript));
    }

    /// <summary>The prompt of a prepared clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="completed">Its transcript (<see cref="ReferenceText.Complete"/>).</param>
    public static VoicePrompt Build(ReferenceClip clip, string completed)
    {
        var transcript = ReferenceText.ForModel(completed);
        var pace = new ClipPace(ReferenceText.Bytes(transcript), clip.Samples, clip.SpokenSeconds);
        return new VoicePrompt(transcript, clip.Mel, pace, clip.OutputGain, ReferenceText.Bytes(completed), clip.Seconds);
    }

    /// <inheritdoc/>
    public ValueTask<float[]> ListenAsync(VoiceReference reference, CancellationToken cancellationToken) =>
        PrepareAsync(
            () =>
            {
                var samples = ReferenceClipPreparer.Listen(reference.Clip);
                TensorPrimitives.Multiply(samples, clips.Get(reference.Clip).OutputGain, samples);
                return samples;
            },
            cancellationToken);

    // Not on the caller's thread: a clip takes some 20 ms, and others may wait for the same one.
    private static async ValueTask<T> PrepareAsync<T>(Func<T> prepare, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(prepare, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferenceClipException exception)
        {
            throw new SynthesisException("clip-unusable", exception.Message, exception);
        }
    }
}
