using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>
/// All tensors of a flow of one length, bound to the step graph in four ways: state, velocity and step number lie in two places that change roles from step to
/// step, each with and without the unguided row. Running a step then needs nothing but the choice of a binding.
/// </summary>
internal sealed class FlowBuffers : IDisposable
{
    private const int Places = 2;
    private readonly List<IDisposable> _owned = [];
    private readonly DeviceMemory _memory;
    private readonly OrtValue[] _states;
    private readonly OrtValue[] _velocities;
    private readonly OrtValue[] _steps;
    private readonly OrtIoBinding[] _bindings = new OrtIoBinding[2 * Places];
    private readonly long[] _shape;

    /// <summary>Allocates and binds.</summary>
    /// <param name="step">The session of the step graph; must outlive this.</param>
    /// <param name="memory">Where it computes.</param>
    /// <param name="frames">Mel frames of the flow.</param>
    /// <param name="dim">Width of the model.</param>
    public FlowBuffers(InferenceSession step, DeviceMemory memory, int frames, int dim)
    {
        _memory = memory;
        Frames = frames;
        _shape = [1, frames, F5Architecture.MelBins];
        _states = Pair(TensorElementType.Float, _shape);
        _velocities = Pair(TensorElementType.Float, _shape);
        _steps = Pair(TensorElementType.Int64);
        Constant = Own(memory.Allocate(TensorElementType.Float, 2, 1, frames, dim));
        var guided = Own(DeviceMemory.View(Constant, TensorElementType.Float, (long)frames * dim * sizeof(float), 1, 1, frames, dim));
        for (var i = 0; i < _bindings.Length; i++)
        {
            var place = i % Places;
            _bindings[i] = Own(step.CreateIoBinding());
            _bindings[i].BindInput("constant", i < Places ? guided : Constant);
            _bindings[i].BindInput("state", _states[place]);
            _bindings[i].BindInput("previous", _velocities[place]);
            _bindings[i].BindInput("step", _steps[place]);
            _bindings[i].BindOutput("next_state", _states[1 - place]);
            _bindings[i].BindOutput("velocity", _velocities[1 - place]);
            _bindings[i].BindOutput("next_step", _steps[1 - place]);
        }
    }

    /// <summary>Mel frames of the flow.</summary>
    public int Frames { get; }

    /// <summary>Constant part of the input projection, <c>[2, 1, frame, dim]</c>; to be filled by the text graph.</summary>
    public OrtValue Constant { get; }

    /// <summary>Sets the start of a flow.</summary>
    /// <param name="noise"><c>[frame, 100]</c>.</param>
    /// <param name="schedule">Modulations and solver weights.</param>
    public void Start(ReadOnlySpan<float> noise, ModulatedSchedule schedule)
    {
        _memory.Write(_states[0], noise, _shape);
        _memory.Write(_velocities[0], new float[noise.Length], _shape);
        _memory.Write<long>(_steps[0], [0L]);
        foreach (var binding in _bindings)
        {
            binding.BindInput("modulations", schedule.Modulations);
            binding.BindInput("solver", schedule.Solver);
        }
    }

    /// <summary>The binding of a step.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="guided">Whether the unguided row is computed too.</param>
    public OrtIoBinding Binding(int step, bool guided) => _bindings[(guided ? Places : 0) + (step % Places)];

    /// <summary>Copies the state after so many steps.</summary>
    public void Read(int steps, Span<float> state) => _memory.Read(_states[steps % Places], state, _shape);

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private OrtValue[] Pair(TensorElementType type, params long[] shape) => [Own(_memory.Allocate(type, shape)), Own(_memory.Allocate(type, shape))];

    private T Own<T>(T value)
        where T : IDisposable
    {
        _owned.Add(value);
        return value;
    }
}
