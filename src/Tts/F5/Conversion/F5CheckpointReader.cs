using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>Reads an F5-TTS checkpoint: finds the weights, reads sizes from shapes and switches from the configuration, checks every key and shape.</summary>
internal static class F5CheckpointReader
{
    private const string Cure = "Use a checkpoint of F5-TTS (DiT), for example F5TTS_v1_Base/model_1250000.safetensors; if it is one, it is damaged: fetch it again.";

    /// <summary>Where weights may lie, the averaged ones first. The two long ones are in training checkpoints (<c>.pt</c>).</summary>
    private static readonly string[] Prefixes =
        [F5StateDict.EmaPrefix, "ema_model_state_dict." + F5StateDict.EmaPrefix, F5StateDict.PlainPrefix, "model_state_dict." + F5StateDict.PlainPrefix];

    /// <summary>What checkpoints carry besides the weights, by the start of its key: counters, the mel filters of older files, and the rest of a training checkpoint.</summary>
    private static readonly string[] KnownExtras =
    [
        "initted", "step", "update", "ema_model.mel_spec.", "mel_spec.", "ema_model_state_dict.", "model_state_dict.", "optimizer_state_dict.", "scheduler_state_dict.", F5StateDict.PlainPrefix,
    ];

    /// <summary>Checks a checkpoint.</summary>
    /// <param name="source">The checkpoint; owned by the result, disposed when this throws.</param>
    /// <param name="config">The switches that no shape tells, and perhaps sizes to compare.</param>
    /// <exception cref="CheckpointException">It is no F5-TTS, is not supported, or differs from the configuration; the message names the key.</exception>
    public static F5Checkpoint Read(ITensorSource source, F5ModelConfig config)
    {
        try
        {
            var prefix = FindPrefix(source);
            var keys = source.Tensors.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key[prefix.Length..]).ToArray();
            RefuseUnsupported(source, prefix, keys);
            RefuseUnknown(source, prefix);
            var architecture = Detect(source, prefix, keys, config);
            config.CheckSizes(architecture, source.Name);
            StateDictCheck.Run(source, prefix, F5StateDict.Shapes(architecture), keys, [], Cure);
            return new F5Checkpoint(source, prefix, architecture);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static string FindPrefix(ITensorSource source)
    {
        var found = Prefixes.FirstOrDefault(prefix => source.Tensors.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal)));
        if (found is not null)
        {
            return found;
        }

        var hint = source.Tensors.Keys.Any(static key => key.StartsWith("backbone.", StringComparison.Ordinal)) ? "It looks like a Vocos vocoder, which goes to --vocoder. " : "";
        throw new CheckpointException(
            $"{source.Name} is no F5-TTS checkpoint: no key starts with {string.Join(" or ", Prefixes[0], Prefixes[2])} (the first is {source.Tensors.Keys.FirstOrDefault() ?? "none"}). {hint}{Cure}");
    }

    private static void RefuseUnsupported(ITensorSource source, string prefix, string[] keys)
    {
        string? Find(string start) => keys.FirstOrDefault(key => key.StartsWith(start, StringComparison.Ordinal));
        if (Find("long_skip_connection") is { } skip)
        {
            throw new CheckpointException($"{source.Name} has {prefix}{skip}: models with long_skip_connection are not supported. Use a model trained without it, as all published Base models are.");
        }

        if (Find("layers.") is { } unet)
        {
            throw new CheckpointException($"{source.Name} has {prefix}{unet}: this is E2-TTS (UNetT), which is not supported. {Cure}");
        }

        if ((Find("audio_embed.") ?? keys.FirstOrDefault(static key => key.Contains(".attn.to_q_c.", StringComparison.Ordinal))) is { } mmdit)
        {
            throw new CheckpointException($"{source.Name} has {prefix}{mmdit}: this is an MMDiT model, which is not supported. {Cure}");
        }
    }

    private static void RefuseUnknown(ITensorSource source, string prefix)
    {
        var unknown = source.Tensors.Keys.FirstOrDefault(key =>
            !key.StartsWith(prefix, StringComparison.Ordinal) && !Array.Exists(KnownExtras, extra => key.StartsWith(extra, StringComparison.Ordinal)));
        if (unknown is not null)
        {
            throw new CheckpointException($"{source.Name} has {unknown.ReplaceControls()}, which no F5-TTS checkpoint has. {Cure}");
        }
    }

    private static F5Architecture Detect(ITensorSource source, string prefix, string[] keys, F5ModelConfig config)
    {
        int Size(string key, int rank, int axis) => StateDictCheck.Size(source, prefix + key, rank, axis, Cure);
        var dim = Size("time_embed.time_mlp.0.weight", 2, 0);
        var headDim = 2 * Size(F5StateDict.InverseFrequencies, 1, 0);
        var inner = Size("transformer_blocks.0.attn.to_q.weight", 2, 0);
        if (inner % headDim != 0 || dim % F5StateDict.PositionGroups != 0)
        {
            throw new CheckpointException(
                $"{source.Name}: {prefix}transformer_blocks.0.attn.to_q.weight has {inner} rows, no multiple of the {headDim} channels per head that {F5StateDict.InverseFrequencies} tells, or the width {dim} is no multiple of {F5StateDict.PositionGroups}. {Cure}");
        }

        var architecture = new F5Architecture(
            dim,
            StateDictCheck.CountBlocks(source, prefix + "transformer_blocks."),
            inner / headDim,
            headDim,
            Size("transformer_blocks.0.ff.ff.0.0.weight", 2, 0),
            Size(F5StateDict.TextTable, 2, 1),
            StateDictCheck.CountBlocks(source, prefix + "text_embed.text_blocks."),
            Size(F5StateDict.TextTable, 2, 0) - 1)
        {
            TextMaskPadding = config.TextMaskPadding,
            RotatedHeads = config.RotatedHeads,
            MaskKeys = config.MaskKeys,
            QkNorm = keys.Any(static key => key.EndsWith(".attn.q_norm.weight", StringComparison.Ordinal)),
        };
        return architecture.RotatedHeads is not { } rotated || (rotated >= 1 && rotated <= architecture.Heads)
            ? architecture
            : throw new CheckpointException($"{config.Name}: pe_attn_head is {rotated}, but {source.Name} has {architecture.Heads} heads. Give 1 to {architecture.Heads}, or null for all.");
    }
}
