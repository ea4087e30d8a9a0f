using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>Compares the keys and shapes of a checkpoint with those a model must have.</summary>
internal static class StateDictCheck
{
    private const int MaxNamed = 3;

    /// <summary>Refuses missing keys, keys too many, and wrong shapes, naming them.</summary>
    /// <param name="source">The checkpoint.</param>
    /// <param name="prefix">What stands before each key; empty for nothing.</param>
    /// <param name="expected">Keys without prefix, and shapes.</param>
    /// <param name="present">Keys without prefix that the checkpoint has and that must all be expected.</param>
    /// <param name="optional">Expected keys that may be missing.</param>
    /// <param name="cure">What to do, the end of each message.</param>
    /// <exception cref="CheckpointException">They differ.</exception>
    public static void Run(
        ITensorSource source, string prefix, IReadOnlyList<KeyValuePair<string, long[]>> expected, IEnumerable<string> present, IReadOnlyCollection<string> optional, string cure)
    {
        var known = expected.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        Refuse(source, "misses", prefix, [.. known.Keys.Where(key => !source.Tensors.ContainsKey(prefix + key) && !optional.Contains(key))], cure);
        Refuse(source, "has unknown tensors:", prefix, [.. present.Where(key => !known.ContainsKey(key)).Order(StringComparer.Ordinal)], cure);
        foreach (var (key, shape) in expected)
        {
            if (source.Tensors.TryGetValue(prefix + key, out var info) && !info.Shape.SequenceEqual(shape))
            {
                throw new CheckpointException($"{source.Name}: {prefix}{key} has shape [{string.Join(", ", info.Shape)}], but the rest of the model needs [{string.Join(", ", shape)}]. {cure}");
            }
        }
    }

    /// <summary>The one size of a tensor along an axis, for reading the architecture.</summary>
    /// <param name="source">The checkpoint.</param>
    /// <param name="key">Full key.</param>
    /// <param name="rank">Dimensions it must have.</param>
    /// <param name="axis">Which of them.</param>
    /// <param name="cure">What to do, the end of the message.</param>
    /// <returns>1 to 1,048,576.</returns>
    public static int Size(ITensorSource source, string key, int rank, int axis, string cure)
    {
        if (!source.Tensors.TryGetValue(key, out var info))
        {
            throw new CheckpointException($"{source.Name} misses {key}. {cure}");
        }

        return info.Shape.Count == rank && info.Shape[axis] is >= 1 and <= 1 << 20
            ? (int)info.Shape[axis]
            : throw new CheckpointException($"{source.Name}: {key} has shape [{string.Join(", ", info.Shape)}]; {rank} dimensions of 1 to {1 << 20} were expected. {cure}");
    }

    /// <summary>How many blocks <c>PREFIX0.</c>, <c>PREFIX1.</c>, … there are, without gap.</summary>
    /// <param name="source">The checkpoint.</param>
    /// <param name="prefix">Full prefix before the number.</param>
    public static int CountBlocks(ITensorSource source, string prefix)
    {
        var numbers = source.Tensors.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var count = 0;
        while (numbers.Contains($"{count}"))
        {
            count++;
        }

        return count;
    }

    private static void Refuse(ITensorSource source, string verb, string prefix, string[] keys, string cure)
    {
        if (keys.Length == 0)
        {
            return;
        }

        var more = keys.Length > MaxNamed ? $" and {keys.Length - MaxNamed} more" : "";
        throw new CheckpointException($"{source.Name} {verb} {string.Join(", ", keys.Take(MaxNamed).Select(key => prefix + key))}{more}. {cure}");
    }
}
