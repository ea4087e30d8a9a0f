using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.F5.Inference;

/// <summary>A converted F5-TTS model on ONNX Runtime. Calls wait for each other; a step of the flow allocates nothing on the managed heap.</summary>
internal sealed class OnnxF5Model : IF5Model
{
    private readonly Lock _gate = new();
    private readonly InferenceSession _text;
    private readonly InferenceSession _step;
    private readonly VocoderRun _vocoder;
    private readonly DeviceMemory _memory;
    private readonly ScheduleCache _schedules;
    private readonly BatchSampler _batches;
    private FlowBuffers? _buffers;

    private OnnxF5Model(F5Architecture architecture, Func<string, InferenceSession> open)
    {
        Architecture = architecture;
        _text = open("text");
        try
        {
            _step = open("step");
            _memory = new DeviceMemory(_step);
            _vocoder = new VocoderRun(open, onProcessor: _memory.IsProcessor);
            _schedules = new ScheduleCache(() => open("modulation"), _memory, architecture);
            _batches = new BatchSampler(architecture, open, _text);
        }
        catch
        {
            _vocoder?.Dispose();
            _memory?.Dispose();
            _step?.Dispose();
            _text.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public F5Architecture Architecture { get; }

    /// <summary>Opens a converted model where the options say.</summary>
    /// <param name="directory">Folder that <see cref="F5ModelWriter"/> filled.</param>
    /// <param name="architecture">What it was converted as.</param>
    /// <param name="sessions">Opens its graphs.</param>
    /// <exception cref="Checkpoints.CheckpointException">A file is missing or damaged; the message names it.</exception>
    /// <exception cref="Synthesis.SynthesisException"><c>engine-missing</c> or <c>out-of-memory</c>.</exception>
    public static OnnxF5Model Open(string directory, F5Architecture architecture, OnnxSessions sessions) =>
        Open(directory, architecture, (path, purpose) => sessions.Open(path, purpose));

    /// <summary>Opens a converted model.</summary>
    /// <param name="directory">Folder that <see cref="F5ModelWriter"/> filled.</param>
    /// <param name="architecture">What it was converted as.</param>
    /// <param name="open">Opens a session for a model file (path, purpose); the model disposes what it gives.</param>
    public static OnnxF5Model Open(string directory, F5Architecture architecture, Func<string, string, InferenceSession> open) =>
        new(architecture, graph => open(Path.Combine(directory, F5ModelWriter.FileName(graph)), "F5 " + graph));

    /// <inheritdoc/>
    public void Sample(FlowRequest request, Span<float> mel, CancellationToken cancellationToken)
    {
        Check(request, mel.Length);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var run = new InterruptibleRun(cancellationToken);
            try
            {
                var schedule = _schedules.Get(request.Steps);
                var buffers = Buffers(request.Frames);
                Prepare(request, buffers, run);
                buffers.Start(request.Noise.Span, schedule);
                for (var i = 0; i < request.Steps.Count; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _step.RunWithBinding(run.Options, buffers[i]);
                }

                buffers[request.Steps.Count - 1].SynchronizeBoundOutputs();
                buffers.Result.CopyTo(mel);
                request.Prompt.Span.CopyTo(mel);
            }
            catch (OnnxRuntimeException failure)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw OnnxFailure.Running("F5 flow", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void SampleBatch(IReadOnlyList<FlowRequest> requests, Span<float> mels, CancellationToken cancellationToken) =>
        SampleBatch(requests, BatchPadding.Hidden, mels, cancellationToken);

    /// <summary>Solves the flows of several utterances in one run. Blocks, as <see cref="Sample"/> does. The first call loads graphs of its own, so the model takes twice the memory.</summary>
    /// <param name="requests">At least one; all with the same steps.</param>
    /// <param name="padding">What utterances see of the frames that only fill them up.</param>
    /// <param name="mels">Receives <c>[utterance, frames of the longest, 100]</c>, row-major.</param>
    /// <param name="cancellationToken">A cancelled call leaves the model ready for the next.</param>
    /// <exception cref="Synthesis.SynthesisException"><c>engine-failed</c> or <c>out-of-memory</c>.</exception>
    public void SampleBatch(IReadOnlyList<FlowRequest> requests, BatchPadding padding, Span<float> mels, CancellationToken cancellationToken)
    {
        var frames = requests.Count == 0 ? 0 : requests.Max(static request => request.Frames);
        if (frames == 0 || mels.Length != requests.Count * frames * F5Architecture.MelBins || requests.Any(request => !request.Steps.SequenceEqual(requests[0].Steps)))
        {
            throw new ArgumentException($"{requests.Count} flows cannot be sampled together into {mels.Length} values: they need the same steps, and room for all at the length of the longest.", nameof(requests));
        }

        foreach (var request in requests)
        {
            Check(request, request.Frames * F5Architecture.MelBins);
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var run = new InterruptibleRun(cancellationToken);
            try
            {
                _batches.Sample(requests, padding, _schedules.Get(requests[0].Steps), mels, run, cancellationToken);
            }
            catch (OnnxRuntimeException failure)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw OnnxFailure.Running("F5 batch", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void Vocode(ReadOnlySpan<float> mel, Span<float> samples, CancellationToken cancellationToken)
    {
        var frames = mel.Length / F5Architecture.MelBins;
        if (frames < 2 || mel.Length % F5Architecture.MelBins != 0 || samples.Length != (frames - 1) * VocosArchitecture.Hop)
        {
            throw new ArgumentException($"A mel of {mel.Length} values does not make {samples.Length} samples; it must be [frame, 100] with 2 frames or more, and gives (frames − 1)·256.", nameof(mel));
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var run = new InterruptibleRun(cancellationToken);
            try
            {
                _vocoder.Run(mel, samples, run.Options);
            }
            catch (OnnxRuntimeException failure)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw OnnxFailure.Running("F5 vocoder", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _buffers?.Dispose();
            _buffers = null;
            _schedules.Dispose();
            _batches.Dispose();
            _vocoder.Dispose();
            _memory.Dispose();
            _step.Dispose();
            _text.Dispose();
        }
    }

    private static void Check(FlowRequest request, int values)
    {
        var bins = F5Architecture.MelBins;
        var bad = request switch
        {
            { Frames: < 1 or > TextGraph.MostFrames } => $"{request.Frames} frames; possible are 1 to {TextGraph.MostFrames}",
            { Tokens.Length: 0 } => "no tokens",
            { Steps.Count: 0 } => "no steps",
            _ when request.Prompt.Length % bins != 0 || request.Prompt.Length >= (long)request.Frames * bins => $"a prompt of {request.Prompt.Length} values for {request.Frames} frames",
            _ when request.Noise.Length != request.Frames * bins => $"{request.Noise.Length} values of noise for {request.Frames} frames",
            _ when values != request.Frames * bins => $"room for {values} values for {request.Frames} frames",
            _ => null,
        };
        if (bad is not null)
        {
            throw new ArgumentException($"The flow cannot be sampled: {bad}.", nameof(request));
        }
    }

    private FlowBuffers Buffers(int frames)
    {
        if (_buffers?.Frames == frames)
        {
            return _buffers;
        }

        _buffers?.Dispose();
        _buffers = null;
        return _buffers = new FlowBuffers(_step, _memory, frames, Architecture.Dim);
    }

    private void Prepare(FlowRequest request, FlowBuffers buffers, InterruptibleRun run)
    {
        using var inputs = new TextInputs(Architecture, [request], request.Frames);
        inputs.Run(_text, buffers.Constant, run);
    }
}
