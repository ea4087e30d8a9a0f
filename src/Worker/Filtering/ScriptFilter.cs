using System.Text;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Rejects a message that is written mostly in scripts the voices cannot read.</summary>
/// <param name="options">Scripts they can.</param>
internal sealed class ScriptFilter(ScriptOptions options) : IUtteranceFilter
{
    private static readonly (string Name, int From, int To)[] s_ranges =
    [
        ("Latin", 0x0041, 0x024F), ("Latin", 0x1E00, 0x1EFF), ("Greek", 0x0370, 0x03FF), ("Greek", 0x1F00, 0x1FFF), ("Cyrillic", 0x0400, 0x052F),
        ("Armenian", 0x0530, 0x058F), ("Hebrew", 0x0590, 0x05FF), ("Arabic", 0x0600, 0x077F), ("Devanagari", 0x0900, 0x097F), ("Bengali", 0x0980, 0x09FF),
        ("Tamil", 0x0B80, 0x0BFF), ("Telugu", 0x0C00, 0x0C7F), ("Thai", 0x0E00, 0x0E7F), ("Georgian", 0x10A0, 0x10FF), ("Hangul", 0x1100, 0x11FF),
        ("Kana", 0x3040, 0x30FF), ("Han", 0x3400, 0x9FFF), ("Hangul", 0xAC00, 0xD7AF), ("Han", 0xF900, 0xFAFF), ("Han", 0x20000, 0x3FFFF),
    ];

    private readonly (int From, int To)[] _readable =
        [.. s_ranges.Where(r => options.Readable.Contains(r.Name, StringComparer.OrdinalIgnoreCase)).Select(r => (r.From, r.To))];

    /// <summary>Names that can be used.</summary>
    public static IEnumerable<string> Names => s_ranges.Select(r => r.Name).Distinct();

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        if (_readable.Length == 0)
            return FilterVerdict.Accept;

        var letters = 0;
        var readable = 0;
        foreach (var rune in draft.Text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
                continue;

            letters++;
            if (Array.Exists(_readable, r => rune.Value >= r.From && rune.Value <= r.To))
                readable++;
        }

        return letters > 0 && readable * 2 < letters
            ? FilterVerdict.Reject(ReasonCodes.Script, "Filters:Scripts:Readable", "It is written in a script that the voices cannot read.")
            : FilterVerdict.Accept;
    }
}
