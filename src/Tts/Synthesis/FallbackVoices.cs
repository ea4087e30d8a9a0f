using IShowTts.Tts.Espeak;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>The chain of a voice: what its entry lists as <c>fallback</c>, then an eSpeak voice of its language.</summary>
/// <param name="catalog">Knows the voices.</param>
internal sealed class FallbackVoices(VoiceCatalog catalog) : IFallbackVoices
{
    private const string LastResort = "en-us";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Voice>> AfterAsync(Voice voice, CancellationToken cancellationToken)
    {
        var chain = new List<Voice>();
        foreach (var name in voice.Fallback)
        {
            Add(chain, voice, await catalog.FindAsync(name, cancellationToken).ConfigureAwait(false));
        }

        if (!voice.Engine.Equals(EspeakSynthesizer.EngineName, StringComparison.OrdinalIgnoreCase))
        {
            Add(chain, voice, await EspeakAsync(voice.Language, cancellationToken).ConfigureAwait(false));
        }

        return chain;
    }

    private void Add(List<Voice> chain, Voice failed, Voice? next)
    {
        if (next is not null && catalog.HasEngine(next.Engine) && !Same(next, failed) && !chain.Exists(known => Same(known, next)))
        {
            chain.Add(next);
        }
    }

    private static bool Same(Voice one, Voice other) =>
        one.Engine.Equals(other.Engine, StringComparison.OrdinalIgnoreCase) && one.EngineVoice.Equals(other.EngineVoice, StringComparison.OrdinalIgnoreCase);

    /// <summary>A named eSpeak voice of the language, else eSpeak's own of that tag, else of its first part, else English.</summary>
    private async ValueTask<Voice?> EspeakAsync(string language, CancellationToken cancellationToken)
    {
        var primary = language.Split('-', 2)[0];
        var named = catalog.Named.Where(voice => voice.Engine.Equals(EspeakSynthesizer.EngineName, StringComparison.OrdinalIgnoreCase)).ToList();
        if (language.Length > 0
            && (named.Find(voice => voice.Language.Equals(language, StringComparison.OrdinalIgnoreCase))
                ?? named.Find(voice => voice.Language.Split('-', 2)[0].Equals(primary, StringComparison.OrdinalIgnoreCase))) is { } found)
        {
            return found;
        }

        foreach (var name in new[] { language, primary, LastResort })
        {
            if (name.Length > 0 && await catalog.FindAsync($"{EspeakSynthesizer.EngineName}:{name}", cancellationToken).ConfigureAwait(false) is { } own)
            {
                return own;
            }
        }

        return null;
    }
}
