using System.Collections.Frozen;
using System.Text;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// Portable random weights (f5-tts.md, section 12): a checkpoint of any size whose every value follows from a seed, the key and the element's index,
/// so that 337 million parameters need neither a file nor memory.
/// </summary>
internal sealed class RandomWeights : ITensorSource
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly string _seed;
    private readonly FrozenDictionary<string, float[]> _known;

    private RandomWeights(string seed, IEnumerable<KeyValuePair<string, long[]>> shapes, Dictionary<string, float[]> known)
    {
        _seed = seed;
        _known = known.ToFrozenDictionary(StringComparer.Ordinal);
        Tensors = shapes.ToDictionary(static pair => pair.Key, static pair => new TensorInfo("F32", pair.Value), StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public string Name => $"random weights \"{_seed}\"";

    /// <inheritdoc />
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>A whole F5-TTS transformer under the keys of a published checkpoint.</summary>
    /// <param name="seed">For example <c>full-dev-v1</c>.</param>
    /// <param name="architecture">Sizes.</param>
    public static RandomWeights ForF5(string seed, F5Architecture architecture)
    {
        var known = new Dictionary<string, float[]>
        {
            [F5StateDict.EmaPrefix + F5StateDict.InverseFrequencies] = KnownBuffers.InverseFrequencies(architecture.HeadDim),
        };
        return new RandomWeights(seed, F5StateDict.Shapes(architecture).Select(pair => KeyValuePair.Create(F5StateDict.EmaPrefix + pair.Key, pair.Value)), known);
    }

    /// <summary>A whole Vocos vocoder.</summary>
    /// <param name="seed">For example <c>full-dev-vocos</c>.</param>
    /// <param name="architecture">Sizes.</param>
    public static RandomWeights ForVocos(string seed, VocosArchitecture architecture)
    {
        var window = HannWindow.Periodic(VocosArchitecture.FftSize);
        var known = new Dictionary<string, float[]>
        {
            [VocosStateDict.AnalysisWindow] = window,
            [VocosStateDict.SynthesisWindow] = window,
            [VocosStateDict.Filterbank] = new MelFilterBank(VocosStateDict.Bins, F5Architecture.MelBins, MelSpectrogram.SampleRate).ToMatrix(),
        };
        return new RandomWeights(seed, VocosStateDict.Shapes(architecture), known);
    }

    /// <summary>Uniform number in [0, 1) of an element, the base of all values here.</summary>
    /// <param name="stream">Seed of the tensor, see <see cref="StreamOf"/>.</param>
    /// <param name="index">Element, row-major, from 0.</param>
    public static double Uniform(ulong stream, long index)
    {
        var z = unchecked(stream + (((ulong)index + 1) * Golden));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>FNV-1a (64 bits) of <c>seed:key</c> in UTF-8.</summary>
    /// <param name="seed">Seed of the model.</param>
    /// <param name="key">Full key of the tensor.</param>
    public static ulong StreamOf(string seed, string key)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var value in Encoding.UTF8.GetBytes($"{seed}:{key}"))
        {
            hash = unchecked((hash ^ value) * 0x100000001B3);
        }

        return hash;
    }

    /// <inheritdoc />
    public void Read(string key, long start, Span<float> destination)
    {
        if (!Tensors.TryGetValue(key, out var info))
        {
            throw new CheckpointException($"{Name} has no tensor {key}.");
        }

        if (start < 0 || start > info.Count - destination.Length)
        {
            throw new CheckpointException($"{Name}: {key} has {info.Count} elements; {destination.Length} from {start} were asked for.");
        }

        if (_known.TryGetValue(key, out var values))
        {
            values.AsSpan((int)start, destination.Length).CopyTo(destination);
            return;
        }

        var (offset, scale) = Distribution(key, info.Shape);
        var stream = StreamOf(_seed, key);
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)(offset + (scale * ((2 * Uniform(stream, start + i)) - 1)));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private static (double Offset, double Scale) Distribution(string key, IReadOnlyList<long> shape) => key switch
    {
        _ when key.EndsWith(".gamma", StringComparison.Ordinal) && key.Contains("convnext", StringComparison.Ordinal) => (0.4, 0.3),
        _ when key.EndsWith(".grn.gamma", StringComparison.Ordinal) || key.EndsWith(".grn.beta", StringComparison.Ordinal) => (0, 0.5),
        _ when key.EndsWith(".bias", StringComparison.Ordinal) => (0, 0.1),
        _ when shape.Count == 1 => (1, 0.2),
        _ when key.EndsWith(F5StateDict.TextTable, StringComparison.Ordinal) => (0, 1),
        _ => (0, Math.Sqrt(3.0 / shape.Skip(1).Aggregate(1L, static (product, size) => product * size))),
    };
}
