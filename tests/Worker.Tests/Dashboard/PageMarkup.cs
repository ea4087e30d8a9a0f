using System.Text;
using System.Text.RegularExpressions;

namespace IShowTts.Worker.Tests.Dashboard;

/// <summary>The markup that a page's module holds in its <c>html`…`</c> templates, without what is put in between.</summary>
internal static partial class PageMarkup
{
    /// <summary>Words between the tags and in the attributes that people read or hear. Empty for a module that takes all its words from elsewhere.</summary>
    /// <param name="module">Text of a JavaScript module.</param>
    public static IReadOnlyList<string> WordsIn(string module)
    {
        var markup = new StringBuilder();
        var at = 0;
        Code(module, ref at, markup, isInside: false);
        var text = markup.ToString();
        return
        [
            .. Attribute().Matches(text).Select(match => match.Groups["words"].Value).Where(HasWord),
            .. Tag().Split(text).Where(HasWord).Select(part => part.Trim()),
        ];
    }

    /// <summary>Goes through code; keeps the templates that are markup, and leaves out all else.</summary>
    private static void Code(string text, ref int at, StringBuilder markup, bool isInside)
    {
        for (var depth = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '/' when At(text, at, "//"):
                    at = End(text, at, "\n");
                    break;
                case '/' when At(text, at, "/*"):
                    at = End(text, at, "*/") + 1;
                    break;
                case '\'' or '"':
                    at = Quoted(text, at);
                    break;
                case '`':
                    Template(text, ref at, at >= 4 && At(text, at - 4, "html") ? markup : null);
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth == 0 && isInside:
                    return;
                case '}':
                    depth--;
                    break;
            }
        }
    }

    /// <summary>Goes through a template from its first backtick to its last; <paramref name="markup"/> is null for one that is no markup.</summary>
    private static void Template(string text, ref int at, StringBuilder? markup)
    {
        var own = markup is null ? null : new StringBuilder("<>");
        var inner = new StringBuilder();
        for (at++; at < text.Length && text[at] != '`'; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (At(text, at, "${"))
            {
                at += 2;
                Code(text, ref at, inner, isInside: true);
                own?.Append("{}");
            }
            else
            {
                own?.Append(text[at]);
            }
        }

        // What is nested stands beside it, not inside: an attribute may hold a whole template.
        markup?.Append(own).Append("<>").Append(inner);
    }

    private static int Quoted(string text, int at)
    {
        var quote = text[at];
        for (at++; at < text.Length && text[at] != quote && text[at] != '\n'; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
        }

        return at;
    }

    private static bool At(string text, int at, string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private static int End(string text, int at, string part) => text.IndexOf(part, at, StringComparison.Ordinal) is >= 0 and var found ? found : text.Length;

    private static bool HasWord(string text) => Word().IsMatch(text);

    [GeneratedRegex("""\s(?:aria-label|aria-description|title|placeholder|alt|label|text|detail)="(?<words>[^"]*)"|<[^>]*?\s(?:aria-label|title|placeholder|alt|label|text)=(?<words>[A-Za-z][^\s>{]*)""", RegexOptions.None, 5_000)]
    private static partial Regex Attribute();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 5_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}{2}", RegexOptions.None, 5_000)]
    private static partial Regex Word();
}
