namespace IShowTts.Tts.F5.Conversion;

/// <summary>What <see cref="F5Converter"/> shall convert.</summary>
public sealed record F5ConversionRequest
{
    /// <summary>The transformer's checkpoint: safetensors, or a zip that <c>torch.save</c> wrote.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The <c>vocab.txt</c> that belongs to the checkpoint.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>The Vocos checkpoint: safetensors, or a zip that <c>torch.save</c> wrote.</summary>
    public required string Vocoder { get; init; }

    /// <summary><c>v1-base</c>, <c>base</c>, or the path of a JSON file. No shape tells v0 from v1, so it must be said.</summary>
    public required string Config { get; init; }

    /// <summary>Convert although the checkpoint's name or metadata contradict <see cref="Config"/>. Default false.</summary>
    public bool ForceConfig { get; init; }

    /// <summary>Number format of the large matrices. Default fp32.</summary>
    public F5Precision Precision { get; init; }

    /// <summary>Folder to make. It appears whole or not at all; its last part is the model's name.</summary>
    public required string Output { get; init; }

    /// <summary>Replace <see cref="Output"/> when it is there already and holds a converted model. Default false.</summary>
    public bool Replace { get; init; }

    /// <summary>Licence of the weights, for the manifest; SPDX name where there is one.</summary>
    public string Licence { get; init; } = "not stated";

    /// <summary>Program and version, for the manifest.</summary>
    public string CreatedBy { get; init; } = "iShowTTS";
}
