using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Cli;

/// <summary>Holds back the last lines of a dry run for as long as a better paid twin may still take over what they speak. Bounded.</summary>
internal sealed class DryRunWindow
{
    private const int MaxWaiting = 1_000;

    private readonly List<Waiting> waiting = [];

    /// <summary>Adds a line.</summary>
    /// <param name="line">What is said of it.</param>
    /// <param name="decision">What was decided; null when it is no event.</param>
    /// <param name="at">When it happened; null when not known.</param>
    /// <returns>The lines that cannot change any more, in order.</returns>
    public IEnumerable<DryRunLine> Add(DryRunLine line, IntakeDecision? decision, DateTimeOffset? at)
    {
        if (decision?.TakesOver is { } lesser && waiting.FindIndex(one => one.UtteranceId == lesser) is >= 0 and var index)
        {
            waiting[index] = waiting[index] with { Line = Overtaken(waiting[index].Line) };
        }

        waiting.Add(new Waiting(line, decision?.Utterance?.Id, at));
        return Take(at);
    }

    /// <summary>All that are left.</summary>
    public IEnumerable<DryRunLine> Finish()
    {
        DryRunLine[] left = [.. waiting.Select(one => one.Line)];
        waiting.Clear();
        return left;
    }

    private static DryRunLine Overtaken(DryRunLine line) => line with
    {
        Decision = Api.Kebab.Of(Verdict.Ignore),
        Reason = new DryRunReason(ReasonCodes.Twin, "Intake:Twins"),
        SpokenText = null,
    };

    private DryRunLine[] Take(DateTimeOffset? now)
    {
        var over = waiting.FindIndex(one => one.At is { } at && now is { } moment && (moment - at).Duration() <= TwinBook.Apart);
        var count = Math.Max(over < 0 ? 0 : over, waiting.Count - MaxWaiting);
        DryRunLine[] taken = [.. waiting.Take(count).Select(one => one.Line)];
        waiting.RemoveRange(0, count);
        return taken;
    }

    private readonly record struct Waiting(DryRunLine Line, string? UtteranceId, DateTimeOffset? At);
}
