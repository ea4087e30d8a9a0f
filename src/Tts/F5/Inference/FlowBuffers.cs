using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>
/// All tensors of a flow of one length, and a binding to the step graph for each of its steps: state, velocity and step number lie in two places that change
/// roles from step to step. So running a step needs nothing but its binding.
/// </summary>
internal sealed class FlowBuffers : IDisposable
{
    private const TensorElementType Float = TensorElementType.Float;
    private readonly List<IDisposable> _owned = [];
    private readonly InferenceSession _session;
    private readonly BatchMask? _mask;
    private readonly OrtValue[] _states;
    private readonly OrtValue[] _velocities;
    private readonly OrtValue[] _numbers;
    private readonly OrtValue _guidedRow;
    private readonly OrtValue _noise;
    private readonly OrtValue _noVelocity;
    private readonly OrtValue _firstNumber;
    private readonly OrtValue _result;
    private OrtIoBinding[] _bindings = [];
    private ModulatedSchedule? _schedule;

    /// <summary>Allocates.</summary>
    /// <param name="session">The session of the step graph; must outlive this.</param>
    /// <param name="memory">Where it computes.</param>
    /// <param name="frames">Mel frames of the flow, those of the longest in a batch.</param>
    /// <param name="dim">Width of the model.</param>
    /// <param name="mask">Lengths in a batch, for the batch graph; null for one utterance.</param>
    /// <param name="constant">Taken as <see cref="Constant"/> and disposed here; null to allocate one where the session computes.</param>
    public FlowBuffers(InferenceSession session, DeviceMemory memory, int frames, int dim, BatchMask? mask = null, OrtValue? constant = null)
    {
        _session = session;
        _mask = mask;
        Frames = frames;
        var utterances = mask?.Utterances ?? 1;
        long[] shape = [utterances, frames, F5Architecture.MelBins];
        try
        {
            Constant = Own(constant ?? memory.Allocate(Float, 2, utterances, frames, dim));
            _states = [Own(memory.Allocate(Float, shape)), Own(memory.Allocate(Float, shape))];
            _velocities = [Own(memory.Allocate(Float, shape)), Own(memory.Allocate(Float, shape))];
            _numbers = [Own(memory.Allocate(TensorElementType.Int64)), Own(memory.Allocate(TensorElementType.Int64))];
            _guidedRow = Own(DeviceMemory.View(Constant, Float, (long)utterances * frames * dim * sizeof(float), 1, utterances, frames, dim));
            _noise = Own(DeviceMemory.Host(Float, shape));
            _noVelocity = Own(DeviceMemory.Host(Float, shape));
            _firstNumber = Own(DeviceMemory.Host(TensorElementType.Int64));
            _result = Own(DeviceMemory.Host(Float, shape));
            _noVelocity.GetTensorMutableDataAsSpan<float>().Clear();
            _firstNumber.GetTensorMutableDataAsSpan<long>().Clear();
        }
        catch
        {
            // Most likely a GPU's memory ran out: what was taken is given back at once, not when the garbage collector comes by.
            Dispose();
            throw;
        }
    }

    /// <summary>Mel frames of the flow.</summary>
    public int Frames { get; }

    /// <summary>Constant part of the input projection, <c>[2, utterance, frame, dim]</c>; to be filled by the text graph.</summary>
    public OrtValue Constant { get; }

    /// <summary>The state after the last step, in processor memory, <c>[utterance, frame, 100]</c>.</summary>
    public ReadOnlySpan<float> Result => _result.GetTensorDataAsSpan<float>();

    /// <summary>Sets the start of a flow.</summary>
    /// <param name="noise"><c>[utterance, frame, 100]</c>.</param>
    /// <param name="schedule">Its steps.</param>
    public void Start(ReadOnlySpan<float> noise, ModulatedSchedule schedule)
    {
        noise.CopyTo(_noise.GetTensorMutableDataAsSpan<float>());
        if (!ReferenceEquals(_schedule, schedule))
        {
            Bind(schedule);
        }

        // Copies the noise where that is needed.
        _bindings[0].BindInput("state", _noise);
        _bindings[0].SynchronizeBoundInputs();
    }

    /// <summary>The binding of a step.</summary>
    public OrtIoBinding this[int step] => _bindings[step];

    /// <inheritdoc/>
    public void Dispose()
    {
        Unbind();
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private void Bind(ModulatedSchedule schedule)
    {
        Unbind();
        var bindings = new OrtIoBinding[schedule.Count];
        _bindings = bindings;
        for (var i = 0; i < bindings.Length; i++)
        {
            var (here, next) = (i % 2, (i + 1) % 2);
            var binding = bindings[i] = _session.CreateIoBinding();
            binding.BindInput("constant", schedule.IsGuided(i) ? Constant : _guidedRow);
            binding.BindInput("modulations", schedule.Modulations);
            binding.BindInput("solver", schedule.Solver);
            binding.BindInput("state", i == 0 ? _noise : _states[here]);
            binding.BindInput("previous", i == 0 ? _noVelocity : _velocities[here]);
            binding.BindInput("step", i == 0 ? _firstNumber : _numbers[here]);
            _mask?.Bind(binding, schedule.IsGuided(i));
            binding.BindOutput("next_state", i == bindings.Length - 1 ? _result : _states[next]);
            binding.BindOutput("velocity", _velocities[next]);
            binding.BindOutput("next_step", _numbers[next]);
            binding.SynchronizeBoundInputs();
        }

        _schedule = schedule;
    }

    private void Unbind()
    {
        _schedule = null;
        foreach (var binding in _bindings)
        {
            binding?.Dispose();
        }

        _bindings = [];
    }

    private OrtValue Own(OrtValue value)
    {
        _owned.Add(value);
        return value;
    }
}
