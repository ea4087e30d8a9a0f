using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>Flows of several utterances in one run, over graphs of its own that are loaded at first use. Not thread safe.</summary>
/// <param name="architecture">Sizes and switches.</param>
/// <param name="open">Opens a graph by name.</param>
/// <param name="text">The text graph for single utterances; not disposed here.</param>
internal sealed class BatchSampler(F5Architecture architecture, Func<string, InferenceSession> open, InferenceSession text) : IDisposable
{
    private InferenceSession? _step;
    private InferenceSession? _text;
    private DeviceMemory? _memory;

    /// <summary>Solves the flows.</summary>
    /// <param name="requests">Checked, with equal steps.</param>
    /// <param name="padding">What they see of each other's length.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="mels">Receives <c>[utterance, frames of the longest, 100]</c>.</param>
    /// <param name="run">Options.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    public void Sample(
        IReadOnlyList<FlowRequest> requests, BatchPadding padding, ModulatedSchedule schedule, Span<float> mels, InterruptibleRun run, CancellationToken cancellationToken)
    {
        _step ??= open("step-batch");
        _memory ??= new DeviceMemory(_step);
        var frames = requests.Max(static request => request.Frames);
        using var mask = new BatchMask([.. requests.Select(static request => request.Frames)], frames, padding == BatchPadding.Hidden || architecture.MaskKeys);
        using var buffers = new FlowBuffers(_step, _memory, frames, architecture.Dim, mask, Constant(requests, frames, padding, run));
        buffers.Start(Noise(requests, frames), schedule);
        for (var i = 0; i < schedule.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _step.RunWithBinding(run.Options, buffers[i]);
        }

        buffers[schedule.Count - 1].SynchronizeBoundOutputs();
        buffers.Result.CopyTo(mels);
        for (var row = 0; row < requests.Count; row++)
        {
            requests[row].Prompt.Span.CopyTo(mels[(row * frames * F5Architecture.MelBins)..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory?.Dispose();
        _step?.Dispose();
        _text?.Dispose();
    }

    // Alone, an utterance's text sees only its own frames; so hidden padding needs a run for each.
    private OrtValue Constant(IReadOnlyList<FlowRequest> requests, int frames, BatchPadding padding, InterruptibleRun run)
    {
        var constant = DeviceMemory.Host(TensorElementType.Float, 2, requests.Count, frames, architecture.Dim);
        try
        {
            if (padding == BatchPadding.AsOriginal)
            {
                using var inputs = new TextInputs(architecture, requests, frames);
                inputs.Run(_text ??= open("text-batch"), constant, run, masked: true);
                return constant;
            }

            var all = constant.GetTensorMutableDataAsSpan<float>();
            all.Clear();
            for (var row = 0; row < requests.Count; row++)
            {
                CopyAlone(requests, row, frames, all, run);
            }

            return constant;
        }
        catch
        {
            constant.Dispose();
            throw;
        }
    }

    private void CopyAlone(IReadOnlyList<FlowRequest> requests, int row, int frames, Span<float> all, InterruptibleRun run)
    {
        var request = requests[row];
        using var own = DeviceMemory.Host(TensorElementType.Float, 2, 1, request.Frames, architecture.Dim);
        using (var inputs = new TextInputs(architecture, [request], request.Frames))
        {
            inputs.Run(text, own, run);
        }

        var values = own.GetTensorDataAsSpan<float>();
        var (length, stride) = (request.Frames * architecture.Dim, frames * architecture.Dim);
        values[..length].CopyTo(all[(row * stride)..]);
        values[length..].CopyTo(all[((requests.Count + row) * stride)..]);
    }

    private static float[] Noise(IReadOnlyList<FlowRequest> requests, int frames)
    {
        var noise = new float[requests.Count * frames * F5Architecture.MelBins];
        for (var row = 0; row < requests.Count; row++)
        {
            requests[row].Noise.Span.CopyTo(noise.AsSpan(row * frames * F5Architecture.MelBins));
        }

        return noise;
    }
}
