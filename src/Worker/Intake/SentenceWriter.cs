using System.Text;

namespace IShowTts.Worker.Intake;

/// <summary>Fills a template. What viewers wrote is put in as it is and never read as a template.</summary>
internal static class SentenceWriter
{
    private static readonly string[] s_plurals = ["bits", "viewers", "months", "points", "subs", "subscriptions", "gifts", "raiders", "streams"];

    /// <summary>Fills a template.</summary>
    /// <param name="template">The sentence.</param>
    /// <param name="values">What its variables say.</param>
    /// <returns>One line, trimmed; without the punctuation that led to an empty message.</returns>
    public static string Write(Template template, in SpokenValues values)
    {
        var sentence = new StringBuilder(64 + values.Message.Length);
        var one = false;
        foreach (var part in template.Parts)
        {
            if (part.Variable == TemplateVariable.None)
            {
                AppendWords(sentence, part.Words, one);
                one = false;
            }
            else if (values.Number(part.Variable) is { } number)
            {
                sentence.Append(SpokenValues.Write(number));
                one = number == 1;
            }
            else
            {
                sentence.Append(values.Words(part.Variable));
                one = false;
            }
        }

        var end = sentence.Length;
        while (end > 0 && sentence[end - 1] is ' ' or ':' or ',' or '-')
            end--;
        if (values.Message.Length > 0)
            end = sentence.Length;

        return sentence.ToString(0, end).Trim();
    }

    // "1 bits" becomes "1 bit": templates are written for many.
    private static void AppendWords(StringBuilder sentence, string words, bool one)
    {
        if (one && words.StartsWith(' '))
        {
            foreach (var plural in s_plurals)
            {
                if (words.AsSpan(1).StartsWith(plural, StringComparison.OrdinalIgnoreCase)
                    && (words.Length == plural.Length + 1 || !char.IsLetter(words[plural.Length + 1])))
                {
                    sentence.Append(words, 0, plural.Length).Append(words, plural.Length + 1, words.Length - plural.Length - 1);
                    return;
                }
            }
        }

        sentence.Append(words);
    }
}
