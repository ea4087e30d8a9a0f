using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Switches that no published model has: queries and keys normalized, keys masked. Attention is worked out here plainly, in double.</summary>
public sealed class RareSwitchesTests
{
    private const int Frames = 11;
    private static readonly int[] s_lengths = [11, 6];
    private static readonly F5Architecture s_architecture = new(64, 1, 2, 32, 128, 32, 1, 60) { QkNorm = true, MaskKeys = true };

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void Attention_NormalizedAndMasked_IsThePlainOne(int? rotatedHeads)
    {
        var architecture = s_architecture with { RotatedHeads = rotatedHeads };
        using var random = RandomWeights.ForF5("rare", architecture);
        var weights = new CheckpointWeights(random, TinyModel.Prefix);

        var values = GraphRun.Run(
            file => StepGraph.Build(architecture, weights, file, F5Precision.Fp32, batch: true), ["block0.q", "block0.k", "block0.v", "block0.attention"], Inputs(architecture));

        var query = Rotated(values["block0.q"], weights.Whole("transformer_blocks.0.attn.q_norm.weight", 32), rotatedHeads ?? 2);
        var key = Rotated(values["block0.k"], weights.Whole("transformer_blocks.0.attn.k_norm.weight", 32), rotatedHeads ?? 2);
        for (var sequence = 0; sequence < 2; sequence++)
        {
            for (var i = 0; i < Frames * 64; i++)
            {
                var (frame, channel) = Math.DivRem(i, 64);
                var expected = Attend(query, key, values["block0.v"], sequence, frame, channel);
                values["block0.attention"][(sequence * Frames * 64) + i].ShouldBe((float)expected, 2e-5f, $"sequence {sequence}, frame {frame}, channel {channel}");
            }
        }
    }

    private static double Attend(double[] query, double[] key, float[] value, int sequence, int frame, int channel)
    {
        var head = channel / 32 * 32;
        int At(int row) => ((sequence * Frames) + row) * 64;
        var scores = Enumerable.Range(0, s_lengths[sequence])
            .Select(other => Math.Exp(Enumerable.Range(head, 32).Sum(c => query[At(frame) + c] * key[At(other) + c]) / Math.Sqrt(32))).ToArray();
        return scores.Select((score, other) => score * value[At(other) + channel]).Sum() / scores.Sum();
    }

    // RMS norm over a head's channels, then rotation of pairs in the first heads.
    private static double[] Rotated(float[] rows, float[] gain, int rotatedHeads)
    {
        var result = new double[rows.Length];
        for (var start = 0; start < rows.Length; start += 32)
        {
            var head = rows.AsSpan(start, 32).ToArray();
            var size = Math.Sqrt((head.Sum(static x => (double)x * x) / 32) + 1e-6);
            var normed = head.Select((x, c) => x / size * gain[c]).ToArray();
            var frame = start / 64 % Frames;
            for (var pair = 0; pair < 16; pair++)
            {
                var angle = start % 64 / 32 < rotatedHeads ? frame * Math.Pow(10000, -2.0 * pair / 32) : 0;
                var (even, odd) = (normed[2 * pair], normed[(2 * pair) + 1]);
                result[start + (2 * pair)] = (even * Math.Cos(angle)) - (odd * Math.Sin(angle));
                result[start + (2 * pair) + 1] = (odd * Math.Cos(angle)) + (even * Math.Sin(angle));
            }
        }

        return result;
    }

    private static Dictionary<string, Microsoft.ML.OnnxRuntime.OrtValue> Inputs(F5Architecture architecture)
    {
        float[] Noise(int chunk, int count)
        {
            var values = new float[count];
            FlowNoise.Fill(9, chunk, values);
            return values;
        }

        var vectors = ModulationGraph.Vectors(architecture);
        return new()
        {
            ["state"] = GraphRun.Floats(Noise(0, 2 * Frames * 100), 2, Frames, 100),
            ["previous"] = GraphRun.Floats(new float[2 * Frames * 100], 2, Frames, 100),
            ["constant"] = GraphRun.Floats(Noise(1, 2 * Frames * 64), 1, 2, Frames, 64),
            ["modulations"] = GraphRun.Floats(Noise(2, vectors * 64), 1, vectors, 64),
            ["solver"] = GraphRun.Floats([1, 0, 1, 0], 1, 4),
            ["step"] = GraphRun.Longs([0]),
            ["mask"] = GraphRun.Floats([.. s_lengths.SelectMany(static length => Enumerable.Range(0, Frames).Select(frame => frame < length ? 1f : 0f))], 2, Frames),
            ["keys"] = GraphRun.Ints(s_lengths, 2),
        };
    }
}
