using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>What clients may call a model: OpenAI's own names and <c>ishowtts</c> for any engine, an engine's name for that engine.</summary>
/// <param name="engines">The engines.</param>
internal sealed class OpenAiModels(IEnumerable<ISpeechEngine> engines)
{
    private static readonly string[] AnyEngine = ["ishowtts", "tts-1", "tts-1-hd", "gpt-4o-mini-tts"];
    private readonly string[] engines = [.. engines.Select(engine => engine.Engine)];

    /// <summary>All names.</summary>
    public IReadOnlyList<string> Names => [.. AnyEngine, .. engines];

    /// <summary>Finds a model.</summary>
    /// <param name="name">What the client says.</param>
    /// <param name="engine">Its engine; null for any.</param>
    /// <returns>False when there is none.</returns>
    public bool TryFind(string name, out string? engine)
    {
        engine = engines.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return engine is not null || AnyEngine.Contains(name, StringComparer.Ordinal) || IsDated(name);
    }

    /// <summary>OpenAI dates its models: <c>gpt-4o-mini-tts-2025-12-15</c>.</summary>
    private static bool IsDated(string name) => name.StartsWith("gpt-4o-mini-tts-20", StringComparison.Ordinal) || name.StartsWith("tts-1-", StringComparison.Ordinal);
}
