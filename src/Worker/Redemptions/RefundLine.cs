using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Redemptions;

/// <summary>Writes the one chat line that tells viewers that their points are back. Pure; holds no viewer's words.</summary>
internal static class RefundLine
{
    private const string Name = "%name%";

    /// <summary>Characters of a line; chat takes 500.</summary>
    private const int Longest = 450;

    private const int NamesInAGroup = 10;

    /// <summary>Writes it: one part for each reason, with the names of all whom it concerns.</summary>
    /// <param name="text">The user's sentence with <c>%name%</c> and <c>%reason%</c>.</param>
    /// <param name="notices">Whom to tell; at least one.</param>
    public static string Write(string text, IReadOnlyList<RefundNotice> notices)
    {
        var between = text.Contains('@' + Name, StringComparison.Ordinal) ? ", @" : ", ";
        var line = "";
        foreach (var group in notices.GroupBy(static notice => notice.ReasonCode, StringComparer.Ordinal))
        {
            string[] names = [.. group.Select(static notice => CharacterFilter.Clean(notice.Viewer)).Distinct(StringComparer.Ordinal)];
            var more = names.Length > NamesInAGroup ? $" and {names.Length - NamesInAGroup} more" : "";
            var part = text
                .Replace("%reason%", ReasonTexts.For(group.Key), StringComparison.Ordinal)
                .Replace(Name, string.Join(between, names.Take(NamesInAGroup)) + more, StringComparison.Ordinal);
            line = line.Length == 0 ? part : $"{line} {part}";
        }

        return TextCut.AtWord(line, Longest);
    }
}
