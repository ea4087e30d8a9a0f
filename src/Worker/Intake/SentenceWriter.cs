using System.Text;
using IShowTts.Tts.Text;

namespace IShowTts.Worker.Intake;

/// <summary>Fills a template. What viewers wrote is put in as it is and never read as a template.</summary>
internal static class SentenceWriter
{
    private static readonly string[] s_plurals = ["bits", "viewers", "months", "points", "subs", "subscriptions", "gifts", "raiders", "streams"];

    /// <summary>Fills a template.</summary>
    /// <param name="template">The sentence.</param>
    /// <param name="values">What its variables say.</param>
    /// <param name="text">Spells out the numbers and amounts in between.</param>
    /// <returns>One line, trimmed; without the punctuation that led to an empty message.</returns>
    public static string Write(Template template, in SpokenValues values, TextNormalizer text)
    {
        var sentence = new StringBuilder(64 + values.Message.Length);
        var own = new StringBuilder();
        var one = false;
        foreach (var part in template.Parts)
        {
            var number = values.Number(part.Variable);
            if (part.Variable == TemplateVariable.None)
                AppendWords(own, part.Words, one);
            else if (number is { } value)
                own.Append(values.Write(value));
            else if (part.Variable is TemplateVariable.Currency or TemplateVariable.Tier)
                own.Append(values.Words(part.Variable));
            else
                Flush(own, sentence, text).Append(values.Words(part.Variable));
            one = number == 1;
        }

        Flush(own, sentence, text);
        var end = sentence.Length;
        while (values.Message.Length == 0 && end > 0 && sentence[end - 1] is (' ' or ':' or ',' or '-'))
            end--;

        return sentence.ToString(0, end).Trim();
    }

    // Our own words and numbers are spelled out; what people wrote already is, or is a name.
    private static StringBuilder Flush(StringBuilder own, StringBuilder sentence, TextNormalizer text)
    {
        if (own.Length > 0)
            sentence.Append(text.Normalize(own.ToString()));
        own.Clear();
        return sentence;
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
