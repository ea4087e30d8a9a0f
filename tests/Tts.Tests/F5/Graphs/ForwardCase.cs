using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>One forward of the goldens through our three graphs, with any intermediate value.</summary>
internal sealed class ForwardCase
{
    private readonly F5Architecture _architecture;
    private readonly CheckpointWeights _weights;
    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);
    private readonly float[] _state;
    private readonly float[]? _mask;

    public ForwardCase(string model, string name, CheckpointWeights weights, GoldenFile file)
    {
        _architecture = GoldenCases.Architecture(model);
        _weights = weights;
        var settings = Goldens.Case(name);
        bool Is(string property) => Goldens.Property(settings, property).ValueKind == System.Text.Json.JsonValueKind.True;
        var input = file.Shape($"{name}/in.x");
        (Utterances, Frames) = ((int)input[0], (int)input[1]);
        FirstRow = Is("drop_text") ? 1 : 0;
        Rows = file.Shape($"{name}/output")[0] == 2 * Utterances ? 2 : 1;
        _state = file.Floats($"{name}/in.x");
        _mask = file.Has($"{name}/in.mask") ? file.Floats($"{name}/in.mask") : null;
        Time = file.Floats($"{name}/in.time")[0];
        Ids = Shifted(file, name);
        Cond = file.Floats($"{name}/in.cond");
        if (Is("drop_audio_cond"))
        {
            Array.Clear(Cond);
        }

        Xunit.Skip.If(Is("drop_text") && !Is("drop_audio_cond"), "The unguided row has neither text nor prompt.");
    }

    public int Utterances { get; }

    public int Frames { get; }

    public int Rows { get; }

    public int FirstRow { get; }

    public float Time { get; }

    private long[] Ids { get; }

    private float[] Cond { get; }

    public float[] this[string value] => _values[value];

    /// <summary>Runs all three graphs.</summary>
    public void Run(IReadOnlyList<string> modulation, IReadOnlyList<string> text, IReadOnlyList<string> step)
    {
        Keep(GraphRun.Run(file => ModulationGraph.Build(_architecture, _weights, file), modulation, new() { ["time"] = GraphRun.Floats([Time], 1) }));
        Dictionary<string, OrtValue> inputs = new() { ["ids"] = GraphRun.Longs(Ids, Utterances, Frames), ["cond"] = GraphRun.Floats(Cond, Utterances, Frames, F5Architecture.MelBins) };
        if (_mask is not null)
        {
            inputs["mask"] = GraphRun.Floats(_mask, Utterances, Frames);
        }

        Keep(GraphRun.Run(file => TextGraph.Build(_architecture, _weights, file, _mask is not null), text, inputs));
        Keep(GraphRun.Run(file => StepGraph.Build(_architecture, _weights, file, F5Precision.Fp32, _mask is not null), step, StepInputs()));
    }

    /// <summary>The half of a text value that belongs to the guided (0) or unguided (1) row.</summary>
    public float[] TextRow(string value, int row)
    {
        var all = _values[value];
        return all[(row * all.Length / 2)..((row + 1) * all.Length / 2)];
    }

    private Dictionary<string, OrtValue> StepInputs()
    {
        var constant = _values["constant"].AsSpan(FirstRow * _values["constant"].Length / 2, _values["constant"].Length / 2 * Rows);
        Dictionary<string, OrtValue> inputs = new()
        {
            ["state"] = GraphRun.Floats(_state, Utterances, Frames, F5Architecture.MelBins),
            ["previous"] = GraphRun.Floats(new float[_state.Length], Utterances, Frames, F5Architecture.MelBins),
            ["constant"] = GraphRun.Floats(constant, Rows, Utterances, Frames, _architecture.Dim),
            ["modulations"] = GraphRun.Floats(_values["modulations"], 1, ModulationGraph.Vectors(_architecture), _architecture.Dim),
            ["solver"] = GraphRun.Floats([1, 0, 1, 0], 1, 4),
            ["step"] = GraphRun.Longs([0]),
        };
        if (_mask is not null)
        {
            var sequences = Rows * Utterances;
            inputs["mask"] = GraphRun.Floats([.. Enumerable.Repeat(_mask, Rows).SelectMany(static mask => mask)], sequences, Frames);
            inputs["keys"] = GraphRun.Ints([.. Enumerable.Range(0, sequences).Select(Keys)], sequences);
        }

        return inputs;
    }

    // Published models attend to padding too.
    private int Keys(int sequence) =>
        _architecture.MaskKeys ? (int)_mask!.Skip(sequence % Utterances * Frames).Take(Frames).Sum() : Frames;

    private long[] Shifted(GoldenFile file, string name)
    {
        var ids = file.Integers($"{name}/in.text");
        var length = (int)file.Shape($"{name}/in.text")[1];
        var shifted = new long[Utterances * Frames];
        for (var i = 0; i < shifted.Length; i++)
        {
            var (row, frame) = Math.DivRem(i, Frames);
            shifted[i] = frame < length && (_mask is null || _mask[i] > 0) ? ids[(row * length) + frame] + 1 : 0;
        }

        return shifted;
    }

    private void Keep(Dictionary<string, float[]> values)
    {
        foreach (var (name, value) in values)
        {
            _values[name] = value;
        }
    }
}
