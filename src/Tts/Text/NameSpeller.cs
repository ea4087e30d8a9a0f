using System.Text;

namespace IShowTts.Tts.Text;

/// <summary>Makes user names sayable: <c>xX_DarkSlayer99_Xx</c> becomes "Dark Slayer 99". Thread safe; time grows linearly with the name.</summary>
public static class NameSpeller
{
    private const int MostDigits = 4;

    /// <summary>Makes a name sayable.</summary>
    /// <param name="name">The name to show.</param>
    /// <returns>Words with single spaces; empty when there is nothing to say in it.</returns>
    public static string Speak(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = Split(Undecorate(name));
        if (words.Count > 2 && IsDecoration(words[0]) && IsDecoration(words[^1]))
            words = words[1..^1];
        if (words.Exists(w => w.AsSpan().ContainsAnyExceptInRange('0', '9')))
            words.RemoveAll(w => w.Length > MostDigits && !w.AsSpan().ContainsAnyExceptInRange('0', '9'));

        return string.Join(' ', words);
    }

    // xXNameXx without separators.
    private static string Undecorate(string name)
    {
        var isFramed = name.Length > 6 && (name.StartsWith("xX", StringComparison.Ordinal) || name.StartsWith("Xx", StringComparison.Ordinal))
            && (name.EndsWith("Xx", StringComparison.Ordinal) || name.EndsWith("xX", StringComparison.Ordinal));
        return isFramed ? name[2..^2] : name;
    }

    private static bool IsDecoration(string word) => word.Length <= 4 && !word.AsSpan().ContainsAnyExcept('x', 'X');

    private static List<string> Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }

        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!IsPart(c))
            {
                if (c is not ('\'' or '\u2019'))
                    End();
                continue;
            }

            if (char.IsAsciiDigit(c) && LeetLetter(name, i, word) is { } letter)
                c = letter;
            else if (word.Length > 0 && BreaksBefore(name, i, word[^1]))
                End();

            if (!RepeatsTooOften(word, c))
                word.Append(c);
        }

        End();
        return words;
    }

    private static bool IsPart(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool BreaksBefore(string name, int i, char before)
    {
        var c = name[i];
        if (char.IsAsciiDigit(c) != char.IsAsciiDigit(before))
            return true;
        if (char.IsUpper(c) && char.IsLower(before))
            return true;

        // "TVGuy": the last capital belongs to the next word.
        return char.IsUpper(c) && char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1]);
    }

    // A digit inside a word stands for a letter: n00b, Sl4yer. A 4 between two longer words ("game4life") is a number.
    private static char? LeetLetter(string name, int i, StringBuilder word)
    {
        var after = i + 1;
        if (after < name.Length && char.IsAsciiDigit(name[after]))
            after++;
        if (word.Length == 0 || !char.IsAsciiLetter(word[^1]) || after >= name.Length || !char.IsAsciiLetter(name[after])
            || (char.IsUpper(name[after]) && char.IsLower(word[^1])))
        {
            return null;
        }

        var isWord = word.Length > 2 && after + 2 < name.Length && char.IsAsciiLetter(name[after + 1]) && char.IsAsciiLetter(name[after + 2]);
        return name[i] switch
        {
            '0' => 'o',
            '3' => 'e',
            '1' when !isWord => 'i',
            '4' when !isWord => 'a',
            '5' when !isWord => 's',
            '7' when !isWord => 't',
            _ => null,
        };
    }

    private static bool RepeatsTooOften(StringBuilder word, char c) =>
        !char.IsAsciiDigit(c) && !char.IsSurrogate(c) && word.Length >= 2 && word[^1] == c && word[^2] == c;
}
