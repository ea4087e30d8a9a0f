using System.Diagnostics.CodeAnalysis;

namespace IShowTts.Worker.Intake;

/// <summary>A parsed template: words and variables in order. Immutable.</summary>
internal sealed class Template
{
    private static readonly (string Name, TemplateVariable Variable)[] s_names =
        [.. Enum.GetValues<TemplateVariable>().Where(v => v != TemplateVariable.None).Select(v => (v.ToString().ToLowerInvariant(), v))];

    private Template(IReadOnlyList<TemplatePart> parts) => Parts = parts;

    /// <summary>Words (variable <see cref="TemplateVariable.None"/>) and variables in order.</summary>
    public IReadOnlyList<TemplatePart> Parts { get; }

    /// <summary>Parses; a <c>%</c> that begins no variable stands for itself.</summary>
    /// <param name="text">Words with variables.</param>
    /// <param name="allowed">Variables that have a value here.</param>
    /// <param name="template">The template; null when there is an error.</param>
    /// <param name="error">Names the variable and the ones that can be used; null when all is well.</param>
    public static bool TryParse(
        string text, TemplateVariable allowed, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? error)
    {
        var parts = new List<TemplatePart>();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || VariableName(text, i) is not { } name)
                continue;

            var variable = Array.Find(s_names, n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Variable;
            if (variable == TemplateVariable.None || (variable & allowed) == TemplateVariable.None)
            {
                template = null;
                error = $"%{name}% is not known here; use {Describe(allowed)}";
                return false;
            }

            AddWords(parts, text[from..i]);
            parts.Add(new TemplatePart("", variable));
            i += name.Length + 1;
            from = i + 1;
        }

        AddWords(parts, text[from..]);
        template = new Template(parts);
        error = null;
        return true;
    }

    /// <summary>The variables of a set as people type them.</summary>
    public static string Describe(TemplateVariable variables) =>
        string.Join(", ", s_names.Where(n => (n.Variable & variables) != TemplateVariable.None).Select(n => $"%{n.Name}%"));

    private static void AddWords(List<TemplatePart> parts, string words)
    {
        if (words.Length > 0)
            parts.Add(new TemplatePart(words, TemplateVariable.None));
    }

    private static string? VariableName(string text, int percent)
    {
        var end = percent + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;

        return end < text.Length && text[end] == '%' && end > percent + 1 ? text[(percent + 1)..end] : null;
    }
}

/// <summary>A part of a template.</summary>
/// <param name="Words">Words; empty for a variable.</param>
/// <param name="Variable">The variable; none for words.</param>
internal readonly record struct TemplatePart(string Words, TemplateVariable Variable);
