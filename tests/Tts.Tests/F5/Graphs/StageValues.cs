using IShowTts.TestKit;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Brings a value of our graphs into the layout of its golden.</summary>
internal static class StageValues
{
    public static float[] Take(ForwardCase forward, string golden, Stage stage, GoldenTensor expected)
    {
        if (stage.Graph == "text")
        {
            return forward.TextRow(stage.Value, stage.Row);
        }

        var value = forward[stage.Value];
        return golden switch
        {
            "rope_freqs" => Angles(expected, value),
            _ when golden.EndsWith(".ff_norm", StringComparison.Ordinal) => Unmodulated(forward, golden, value),
            _ when golden.EndsWith("_rot", StringComparison.Ordinal) => Heads(value, expected.Shape),
            _ when golden.EndsWith("scale_mlp", StringComparison.Ordinal) => Repeat([.. value.Select(static scale => scale - 1)], expected.Values.Length),
            _ when stage.Row >= 0 && forward.Rows == 2 => value[(stage.Row * value.Length / 2)..((stage.Row + 1) * value.Length / 2)],
            _ when stage.Graph == "modulation" || stage.Value.StartsWith("modulation", StringComparison.Ordinal) => Repeat(value, expected.Values.Length),
            _ => value,
        };
    }

    // Rows share the time, so we compute it once.
    private static float[] Repeat(float[] value, int length) => [.. Enumerable.Range(0, length).Select(i => value[i % value.Length])];

    // The golden is taken before scale and shift, which our norm has inside.
    private static float[] Unmodulated(ForwardCase forward, string golden, float[] value)
    {
        var block = int.Parse(golden.AsSpan("block".Length, golden.IndexOf('.', StringComparison.Ordinal) - "block".Length));
        var vectors = forward["modulations"].AsSpan();
        var dim = forward["input_embed"].Length / forward.Rows / forward.Utterances / forward.Frames;
        var shift = vectors.Slice(((6 * block) + 3) * dim, dim);
        var scale = vectors.Slice(((6 * block) + 4) * dim, dim);
        var result = new float[value.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (value[i] - shift[i % dim]) / scale[i % dim];
        }

        return result;
    }

    // [batch, frame, all heads] to [batch, head, frame, channel], the rotated heads only.
    private static float[] Heads(float[] value, IReadOnlyList<long> shape)
    {
        var (batch, heads, frames, channels) = ((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]);
        var width = value.Length / batch / frames;
        var result = new float[batch * heads * frames * channels];
        for (var i = 0; i < result.Length; i++)
        {
            var (row, channel) = Math.DivRem(i, channels);
            var (lead, frame) = Math.DivRem(row, frames);
            var (sequence, head) = Math.DivRem(lead, heads);
            result[i] = value[(((sequence * frames) + frame) * width) + (head * channels) + channel];
        }

        return result;
    }

    // Our table holds cosines: the golden's angle where the cosine agrees with it, else one that fails.
    private static float[] Angles(GoldenTensor expected, float[] cosines)
    {
        var channels = (int)expected.Shape[^1];
        var columns = cosines.Length / Tts.F5.Graphs.TextGraph.MostFrames;
        var result = new float[expected.Values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var (frame, channel) = Math.DivRem(i, channels);
            var cosine = cosines[(frame * columns) + (channel / 2)];
            result[i] = expected.Values[i] + (float)(cosine - Math.Cos(expected.Values[i]));
        }

        return result;
    }
}
