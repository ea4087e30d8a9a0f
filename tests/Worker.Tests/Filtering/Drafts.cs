using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Filtering.Words;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Intake;

namespace IShowTts.Worker.Tests.Filtering;

/// <summary>Makes drafts and runs filters over them.</summary>
internal static class Drafts
{
    public static WordLists Lists { get; } = WordLists.Load("config/filters.json");

    public static Draft Of(
        string text, UtteranceKind kind = UtteranceKind.Chat, bool isPaid = false, string from = "Robin", ViewerRoles roles = ViewerRoles.Everyone,
        int atSecond = 0, params TextSpan[] spans) =>
        new(new MessageText(text, [.. spans])) { Kind = kind, Viewer = ComposerBench.Someone(from, roles), IsPaid = isPaid, Now = ComposerBench.Start.AddSeconds(atSecond) };

    public static (string Text, FilterVerdict Verdict) Run(IUtteranceFilter filter, string text, params TextSpan[] spans)
    {
        var draft = Of(text, spans: spans);
        var verdict = filter.Apply(draft);
        return (draft.Text, verdict);
    }
}
