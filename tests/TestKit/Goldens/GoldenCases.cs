using System.Text.Json;
using IShowTts.Tts.F5;
using Xunit;

namespace IShowTts.TestKit;

/// <summary>Rows for theories over whatever the golden folder in use holds. An empty set gives one row that skips.</summary>
public static class GoldenCases
{
    private const string Weights = ".safetensors";
    private const string ForwardEnding = "_forward.safetensors";
    private const string SampleEnding = "_sample.safetensors";
    private const string DecodeEnding = "_decode.safetensors";

    /// <summary>Names of the tiny transformers (files whose config has a depth), for example <c>tiny_v1</c>.</summary>
    public static TheoryData<string> Models() => Names(ModelNames(static config => config.TryGetProperty("depth", out _)));

    /// <summary>Names of the tiny vocoders, for example <c>tiny_vocos</c>.</summary>
    public static TheoryData<string> Vocoders() => Names(VocoderNames());

    /// <summary>As <see cref="Vocoders"/>, as a plain list; empty when there is none.</summary>
    public static IReadOnlyList<string> VocoderNames() => [.. ModelNames(static config => config.TryGetProperty("intermediate_dim", out _))];

    /// <summary>Model and case of each single forward: <c>tiny_v1</c>, <c>cfg</c>. Tensors are <c>case/name</c> in <c>MODEL_forward.safetensors</c>.</summary>
    public static TheoryData<string, string> Forwards() => Pairs(ForwardEnding);

    /// <summary>Model and case of each sampling: <c>tiny_v1</c>, <c>nfe7_epss_sway-1_cfg2</c>. Settings are in <see cref="Goldens.Case"/>.</summary>
    public static TheoryData<string, string> Samples() => Pairs(SampleEnding);

    /// <summary>Vocoder and case of each decode: <c>tiny_vocos</c>, <c>refmel</c>.</summary>
    public static TheoryData<string, string> Decodes() => Pairs(DecodeEnding);

    /// <summary>Names of the end-to-end cases, for example <c>en_single</c>. Settings are in <c>Goldens.Case("e2e/NAME")</c>.</summary>
    public static TheoryData<string> EndToEnd() => Names(Entries("cases").Where(static name => name.StartsWith("e2e/", StringComparison.Ordinal)).Select(static name => name["e2e/".Length..]));

    /// <summary>Names of the full-size models in <c>full_size.safetensors</c> that have an output: <c>v1</c>, <c>v0</c>.</summary>
    public static TheoryData<string> FullSizeModels() => Names(CaseNames("full_size.safetensors", "/output"));

    /// <summary>Case names of one file: what stands before the first slash of its tensors.</summary>
    /// <param name="file">For example <c>tiny_v1_forward.safetensors</c>.</param>
    public static IReadOnlyList<string> Of(string file) => CaseNames(file, "");

    /// <summary>The architecture of a golden model, from its config in the manifest.</summary>
    /// <param name="model">For example <c>tiny_v1</c>.</param>
    internal static F5Architecture Architecture(string model)
    {
        var config = Config(model);
        int Number(string name) => config.GetProperty(name).GetInt32();
        return new F5Architecture(
            Number("dim"), Number("depth"), Number("heads"), Number("dim_head"), Number("dim") * Number("ff_mult"), Number("text_dim"), Number("conv_layers"), Number("text_num_embeds"))
        {
            TextMaskPadding = config.GetProperty("text_mask_padding").GetBoolean(),
            RotatedHeads = Goldens.Property(config, "pe_attn_head") is { ValueKind: JsonValueKind.Number } heads ? heads.GetInt32() : null,
            QkNorm = Goldens.Property(config, "qk_norm").ValueKind == JsonValueKind.String,
            MaskKeys = Goldens.Property(config, "attn_mask_enabled").ValueKind == JsonValueKind.True,
        };
    }

    /// <summary>The architecture of a golden vocoder, from its config in the manifest.</summary>
    /// <param name="vocoder">For example <c>tiny_vocos</c>.</param>
    internal static VocosArchitecture VocoderArchitecture(string vocoder)
    {
        var config = Config(vocoder);
        return new VocosArchitecture(config.GetProperty("dim").GetInt32(), config.GetProperty("intermediate_dim").GetInt32(), config.GetProperty("num_layers").GetInt32());
    }

    private static JsonElement Config(string model)
    {
        var config = Goldens.Property(Goldens.FileEntry(model + Weights), "config");
        Skip.If(config.ValueKind != JsonValueKind.Object, $"The goldens in {Goldens.Folder} describe no model {model}.");
        return config;
    }

    private static IEnumerable<string> ModelNames(Func<JsonElement, bool> fits) => Entries("files")
        .Where(file => file.EndsWith(Weights, StringComparison.Ordinal) && Goldens.Property(Goldens.FileEntry(file), "config") is { ValueKind: JsonValueKind.Object } config && fits(config))
        .Select(static file => file[..^Weights.Length]);

    private static string[] Entries(string section) =>
        Goldens.Property(Goldens.Manifest, section) is { ValueKind: JsonValueKind.Object } entries ? [.. entries.EnumerateObject().Select(static entry => entry.Name)] : [];

    private static string[] CaseNames(string file, string ending) =>
        Goldens.Property(Goldens.Property(Goldens.Manifest, "tensors"), file) is not { ValueKind: JsonValueKind.Object } tensors
            ? []
            : [.. tensors.EnumerateObject().Select(static tensor => tensor.Name)
                .Where(name => name.Contains('/', StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
                .Select(static name => name[..name.IndexOf('/', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal)];

    private static TheoryData<string> Names(IEnumerable<string> names)
    {
        var data = new TheoryData<string>();
        foreach (var name in names.DefaultIfEmpty(Goldens.None))
        {
            data.Add(name);
        }

        return data;
    }

    private static TheoryData<string, string> Pairs(string ending)
    {
        var data = new TheoryData<string, string>();
        var pairs = Entries("tensors").Where(file => file.EndsWith(ending, StringComparison.Ordinal))
            .SelectMany(file => CaseNames(file, "").Select(name => (Model: file[..^ending.Length], Case: name)));
        foreach (var (model, name) in pairs.DefaultIfEmpty((Goldens.None, Goldens.None)))
        {
            data.Add(model, name);
        }

        return data;
    }
}
