using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>Weights of a checkpoint below a common prefix, each checked for its shape before use.</summary>
/// <param name="source">Not disposed here.</param>
/// <param name="prefix">Comes before every key, for example <c>ema_model.transformer.</c>; may be empty.</param>
internal sealed class CheckpointWeights(ITensorSource source, string prefix)
{
    /// <summary>Gives a reader of a tensor.</summary>
    /// <param name="key">Key without the prefix.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <exception cref="CheckpointException">It is missing or has another shape.</exception>
    public FloatReader Reader(string key, params long[] shape)
    {
        var full = Check(key, shape);
        return (start, destination) => source.Read(full, start, destination);
    }

    /// <summary>Gives a reader of some columns of a matrix, as if they were a matrix of their own.</summary>
    /// <param name="key">Key without the prefix.</param>
    /// <param name="rows">Rows of the stored matrix.</param>
    /// <param name="columns">Columns of the stored matrix.</param>
    /// <param name="first">First column taken.</param>
    /// <param name="count">Columns taken.</param>
    /// <exception cref="CheckpointException">It is missing or has another shape.</exception>
    public FloatReader Columns(string key, long rows, long columns, long first, long count)
    {
        var full = Check(key, [rows, columns]);
        return (start, destination) =>
        {
            while (destination.Length > 0)
            {
                var (row, column) = Math.DivRem(start, count);
                var part = destination[..(int)Math.Min(destination.Length, count - column)];
                source.Read(full, (row * columns) + first + column, part);
                destination = destination[part.Length..];
                start += part.Length;
            }
        };
    }

    /// <summary>Reads a small tensor whole.</summary>
    /// <param name="key">Key without the prefix.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <exception cref="CheckpointException">It is missing or has another shape.</exception>
    public float[] Whole(string key, params long[] shape)
    {
        var full = Check(key, shape);
        var values = new float[source.Tensors[full].Count];
        source.Read(full, 0, values);
        return values;
    }

    private string Check(string key, long[] shape)
    {
        var full = prefix + key;
        if (!source.Tensors.TryGetValue(full, out var info))
        {
            throw new CheckpointException($"{source.Name} has no tensor '{full}'. It is not a checkpoint of this model, or it is truncated: fetch it again.");
        }

        return info.Shape.SequenceEqual(shape)
            ? full
            : throw new CheckpointException(
                $"{source.Name}: tensor '{full}' has the shape [{string.Join(", ", info.Shape)}] and should have [{string.Join(", ", shape)}]. Choose the configuration that belongs to this checkpoint.");
    }
}
