using System.Collections.Frozen;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Espeak;

/// <summary>All voices and variants of the installed data. Immutable.</summary>
/// <remarks>The library keeps the old voice when it is asked for an unknown one, and ignores an unknown variant; so every name is resolved here first.</remarks>
internal sealed class EspeakVoiceTable
{
    private readonly FrozenDictionary<string, EspeakVoiceInfo> voices;
    private readonly FrozenDictionary<string, EspeakVoiceInfo> variants;

    /// <summary>Builds the table.</summary>
    public EspeakVoiceTable(IReadOnlyList<EspeakVoiceInfo> voices, IReadOnlyList<EspeakVoiceInfo> variants)
    {
        this.voices = IndexVoices(voices);
        this.variants = variants
            .SelectMany(variant => new[] { (Key: variant.FileName, variant), (Key: variant.DisplayName, variant) })
            .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(pair => pair.Key, pair => pair.variant, StringComparer.OrdinalIgnoreCase);
        Voices = [.. voices
            .Select(voice => (Name: NameOf(voice), voice))
            .DistinctBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
            .Select(pair => ToVoice(pair.Name, pair.voice))];
    }

    /// <summary>Every voice without a variant.</summary>
    public IReadOnlyList<Voice> Voices { get; }

    /// <summary>Turns a name such as <c>en-us+f3</c> into what the library loads, <c>gmw/en-US+f3</c>.</summary>
    /// <param name="name">Language tag, file name or own name of a voice, then an optional <c>+</c> and variant. Without case.</param>
    /// <returns>The identifier and its voice, or null when the voice or the variant is not installed.</returns>
    public (string Identifier, Voice Voice)? Resolve(string name)
    {
        var plus = name.IndexOf('+', StringComparison.Ordinal);
        if (!voices.TryGetValue(plus < 0 ? name : name[..plus], out var voice))
        {
            return null;
        }

        if (plus < 0)
        {
            return (voice.Identifier, ToVoice(NameOf(voice), voice));
        }

        return variants.TryGetValue(name[(plus + 1)..], out var variant)
            ? ($"{voice.Identifier}+{variant.FileName}", ToVoice($"{NameOf(voice)}+{variant.FileName}", voice))
            : null;
    }

    private static FrozenDictionary<string, EspeakVoiceInfo> IndexVoices(IReadOnlyList<EspeakVoiceInfo> list)
    {
        var index = new Dictionary<string, EspeakVoiceInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var voice in list)
        {
            index.TryAdd(voice.Language, voice);
        }

        foreach (var voice in list)
        {
            index.TryAdd(voice.FileName, voice);
            index.TryAdd(voice.Identifier, voice);
            index.TryAdd(voice.DisplayName, voice);
        }

        foreach (var (tag, voice) in list
            .SelectMany(voice => voice.Languages.Skip(1).Select(language => (language, voice)))
            .OrderBy(pair => pair.language.Priority)
            .Select(pair => (pair.language.Tag, pair.voice)))
        {
            index.TryAdd(tag, voice);
        }

        index.Remove("");
        return index.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // Two voices may share a language tag (yue); the file name tells them apart.
    private string NameOf(EspeakVoiceInfo voice) =>
        voices.TryGetValue(voice.Language, out var owner) && ReferenceEquals(owner, voice) ? voice.Language : voice.FileName;

    private static Voice ToVoice(string name, EspeakVoiceInfo info) => new($"espeak:{name}", "espeak", name, info.Language);
}
