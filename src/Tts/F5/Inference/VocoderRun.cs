using IShowTts.Tts.Dsp;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>
/// The loaded vocoder. On a processor the graph ends with Vocos' head and <see cref="InverseStft"/> makes the samples, which is faster (docs/benchmarks/f5.md); elsewhere
/// the inverse STFT is in the graph, so that samples are all that leaves the device. Not thread safe.
/// </summary>
internal sealed class VocoderRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly InverseStft? _inverse;

    /// <summary>Opens the form that fits.</summary>
    /// <param name="open">Opens a graph of the model by name.</param>
    /// <param name="onProcessor">Whether the model runs on the processor.</param>
    public VocoderRun(Func<string, InferenceSession> open, bool onProcessor)
    {
        _session = open(onProcessor ? "vocoder-head" : "vocoder");
        _inverse = onProcessor ? new InverseStft() : null;
    }

    /// <summary>Makes samples.</summary>
    /// <param name="mel"><c>[frame, 100]</c>, 2 frames or more.</param>
    /// <param name="samples">Receives <c>(frames − 1) · 256</c>.</param>
    /// <param name="options">Can end the run.</param>
    /// <exception cref="OnnxRuntimeException">The run failed or was ended.</exception>
    public void Run(ReadOnlySpan<float> mel, Span<float> samples, RunOptions options)
    {
        var frames = mel.Length / F5Architecture.MelBins;
        using var input = DeviceMemory.Host(TensorElementType.Float, 1, frames, F5Architecture.MelBins);
        mel.CopyTo(input.GetTensorMutableDataAsSpan<float>());
        using var output = _inverse is null
            ? DeviceMemory.Host(TensorElementType.Float, 1, samples.Length)
            : DeviceMemory.Host(TensorElementType.Float, frames, InverseStft.Values);
        using var binding = _session.CreateIoBinding();
        binding.BindInput("mel", input);
        binding.BindOutput(_inverse is null ? "samples" : "head_out", output);
        binding.SynchronizeBoundInputs();
        _session.RunWithBinding(options, binding);
        binding.SynchronizeBoundOutputs();
        var result = output.GetTensorDataAsSpan<float>();
        if (_inverse is null)
        {
            result.CopyTo(samples);
        }
        else
        {
            _inverse.Synthesize(result, samples);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
