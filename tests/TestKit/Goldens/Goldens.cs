using System.Text.Json;
using IShowTts.Tts.Checkpoints;
using Xunit;

namespace IShowTts.TestKit;

/// <summary>
/// The golden tensors of the original code: environment variable <c>ISHOWTTS_GOLDENS</c>, else <c>shared/data/f5</c> beside the clone, else the small ones in
/// <c>tests/Fixtures/f5</c>. Names, sizes, cases and tolerances come from <c>manifest.json</c> there: another set of the same format runs through the same tests.
/// </summary>
public static class Goldens
{
    /// <summary>Stands in a theory's row when the folder has no case at all; opening it skips the test.</summary>
    public const string None = "(none)";

    /// <summary>The folder in use.</summary>
    public static string Folder { get; } = FindFolder();

    private static readonly Lazy<JsonDocument> LazyManifest = new(static () => ReadManifest());

    /// <summary>The root of <c>manifest.json</c>.</summary>
    public static JsonElement Manifest => LazyManifest.Value.RootElement;

    /// <summary>Path of a file; skips the test, saying so, when this set has none.</summary>
    /// <param name="file">Path below the folder, for example <c>tiny_v1_forward.safetensors</c>.</param>
    public static string Require(string file)
    {
        var path = Path.Combine(Folder, file);
        Skip.IfNot(File.Exists(path), $"The goldens in {Folder} have no {file}.");
        return path;
    }

    /// <summary>Opens a golden safetensors file; skips the test when this set has none.</summary>
    /// <param name="file">For example <c>mel.safetensors</c>.</param>
    public static GoldenFile Open(string file) => new(file, Require(file));

    /// <summary>Opens a model's weights as the converter reads them; skips the test when this set has none.</summary>
    /// <param name="model">Name without ending, for example <c>tiny_v1</c>.</param>
    internal static SafetensorsFile OpenWeights(string model) => new(Require(model + ".safetensors"));

    /// <summary>What <c>files</c> says about a file (<c>config</c>, <c>weight_seed</c>, …); undefined kind when nothing.</summary>
    /// <param name="file">For example <c>tiny_v1.safetensors</c>.</param>
    public static JsonElement FileEntry(string file) => Property(Property(Manifest, "files"), file);

    /// <summary>What <c>cases</c> says about a case (<c>steps</c>, <c>cfg_strength</c>, …); undefined kind when nothing.</summary>
    /// <param name="name">For example <c>nfe7_epss_sway-1_cfg2</c> or <c>e2e/en_single</c>.</param>
    public static JsonElement Case(string name) => Property(Property(Manifest, "cases"), name);

    /// <summary>What <c>tensors</c> says about one tensor (<c>shape</c>, <c>desc</c>, <c>fp64_max_abs_diff</c>); undefined kind when nothing.</summary>
    /// <param name="file">For example <c>mel.safetensors</c>.</param>
    /// <param name="tensor">Its name there.</param>
    public static JsonElement TensorEntry(string file, string tensor) => Property(Property(Property(Manifest, "tensors"), file), tensor);

    /// <summary>A property that may be absent.</summary>
    /// <param name="element">An object, or undefined.</param>
    /// <param name="name">The property.</param>
    public static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static JsonDocument ReadManifest() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "manifest.json")));

    private static string FindFolder()
    {
        if (Environment.GetEnvironmentVariable("ISHOWTTS_GOLDENS") is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        var shared = Environment.GetEnvironmentVariable("ISHOWTTS_SHARED") ?? Path.Combine(SharedData.RepositoryRoot, "..", "shared");
        var beside = Path.GetFullPath(Path.Combine(shared, "data", "f5"));
        return File.Exists(Path.Combine(beside, "manifest.json")) ? beside : Path.Combine(SharedData.RepositoryRoot, "tests", "Fixtures", "f5");
    }
}
