using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>What the text graph takes: ids shifted by one, cut to the frames and padded with filler; prompts padded with zeros; for the batch graph a mask.</summary>
internal sealed class TextInputs : IDisposable
{
    private readonly OrtValue _ids;
    private readonly OrtValue _cond;
    private readonly OrtValue _mask;

    /// <summary>Fills the inputs.</summary>
    /// <param name="architecture">Sizes.</param>
    /// <param name="requests">Utterances.</param>
    /// <param name="frames">Frames of the longest.</param>
    /// <exception cref="ArgumentException">A token is outside the vocabulary.</exception>
    public TextInputs(F5Architecture architecture, IReadOnlyList<FlowRequest> requests, int frames)
    {
        _ids = DeviceMemory.Host(TensorElementType.Int64, requests.Count, frames);
        _cond = DeviceMemory.Host(TensorElementType.Float, requests.Count, frames, F5Architecture.MelBins);
        _mask = DeviceMemory.Host(TensorElementType.Float, requests.Count, frames);
        try
        {
            var ids = _ids.GetTensorMutableDataAsSpan<long>();
            var cond = _cond.GetTensorMutableDataAsSpan<float>();
            var mask = _mask.GetTensorMutableDataAsSpan<float>();
            ids.Clear();
            cond.Clear();
            mask.Clear();
            for (var row = 0; row < requests.Count; row++)
            {
                var request = requests[row];
                Shift(architecture, request, ids.Slice(row * frames, request.Frames));
                request.Prompt.Span.CopyTo(cond[(row * frames * F5Architecture.MelBins)..]);
                mask.Slice(row * frames, request.Frames).Fill(1);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs the text graph.</summary>
    /// <param name="session">The graph.</param>
    /// <param name="constant">Receives its output.</param>
    /// <param name="run">Options.</param>
    /// <param name="masked">Whether it is the batch graph, which takes the mask.</param>
    public void Run(InferenceSession session, OrtValue constant, InterruptibleRun run, bool masked = false)
    {
        using var binding = session.CreateIoBinding();
        binding.BindInput("ids", _ids);
        binding.BindInput("cond", _cond);
        if (masked)
        {
            binding.BindInput("mask", _mask);
        }

        binding.BindOutput("constant", constant);
        binding.SynchronizeBoundInputs();
        session.RunWithBinding(run.Options, binding);
        binding.SynchronizeBoundOutputs();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ids.Dispose();
        _cond.Dispose();
        _mask.Dispose();
    }

    private static void Shift(F5Architecture architecture, FlowRequest request, Span<long> shifted)
    {
        var tokens = request.Tokens.Span[..Math.Min(request.Tokens.Length, shifted.Length)];
        for (var i = 0; i < tokens.Length; i++)
        {
            shifted[i] = tokens[i] >= -1 && tokens[i] < architecture.VocabularySize
                ? tokens[i] + 1
                : throw new ArgumentException($"Token {tokens[i]} at {i} is outside the vocabulary of {architecture.VocabularySize}: the vocabulary belongs to another model.", nameof(request));
        }
    }
}
