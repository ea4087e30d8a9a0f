using System.Text.Json.Serialization;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>The <c>manifest.json</c> of a converted model. Written by the converter, read by <see cref="ModelFolder"/>.</summary>
internal sealed record ModelManifest
{
    /// <summary>Name of the file in the model's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>What <see cref="Format"/> must be.</summary>
    public const string KnownFormat = "ishowtts-f5";

    /// <summary>What <see cref="FormatVersion"/> must be. It grows whenever the graphs change so that an older worker, or this one, could not run them.</summary>
    public const int KnownVersion = 1;

    /// <summary>Always <c>ishowtts-f5</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Version of folder and graphs together.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>What people call the model.</summary>
    public required string Name { get; init; }

    /// <summary>Program and version that converted it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Licence of the weights, as the person who converted gave it; SPDX names where there are.</summary>
    public required string Licence { get; init; }

    /// <summary>What <c>--config</c> named; of a file its name.</summary>
    public required string Config { get; init; }

    /// <summary>Number format of the large matrices.</summary>
    [JsonConverter(typeof(PrecisionJsonConverter))]
    public required F5Precision Precision { get; init; }

    /// <summary>Samples per second of what it says.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>Sizes and switches of the transformer.</summary>
    public required F5Architecture Architecture { get; init; }

    /// <summary>Sizes of the vocoder.</summary>
    public required VocosArchitecture Vocoder { get; init; }

    /// <summary>The files it was made of.</summary>
    public required IReadOnlyList<ModelFileEntry> Sources { get; init; }

    /// <summary>All other files of the folder.</summary>
    public required IReadOnlyList<ModelFileEntry> Files { get; init; }

    /// <summary>The graphs with their inputs and outputs.</summary>
    public required IReadOnlyList<ModelGraphEntry> Graphs { get; init; }
}
