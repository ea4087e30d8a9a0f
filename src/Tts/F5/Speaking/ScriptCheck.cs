using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Finds texts in a script that a model does not know: it would speak them as if they were spaces, so another engine should.</summary>
internal static class ScriptCheck
{
    /// <summary>Looks at the letters of a text. Linear time.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="vocabulary">The model's tokens.</param>
    /// <exception cref="SynthesisException"><c>script-unknown</c>: more than half of the letters are none the model knows.</exception>
    public static void ThrowIfUnreadable(string text, F5Vocabulary vocabulary)
    {
        var (letters, unknown) = (0, 0);
        Span<char> token = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            // Chinese is read by its pinyin, and the tokenizer says when it cannot be.
            if (!System.Text.Rune.IsLetter(rune) || (rune.IsBmp && CharacterClass.HasReading((char)rune.Value)))
            {
                continue;
            }

            letters++;
            unknown += vocabulary.IdOf(token[..rune.EncodeToUtf16(token)]) == F5Vocabulary.Unknown ? 1 : 0;
        }

        if (unknown * 2 > letters)
        {
            throw new SynthesisException("script-unknown", $"The model does not know {unknown} of the text's {letters} letters: it was trained on other scripts.");
        }
    }
}
