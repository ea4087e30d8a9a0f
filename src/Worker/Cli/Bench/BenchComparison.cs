namespace IShowTts.Worker.Cli.Bench;

/// <summary>One figure of a report beside that of its baseline.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Class">Class of texts.</param>
/// <param name="Figure"><c>rtf</c> or <c>ttfa</c>.</param>
/// <param name="Before">The baseline's best.</param>
/// <param name="Now">This run's best.</param>
/// <param name="Change">Relative change after both were brought to one machine speed: 0.05 is 5 % slower.</param>
/// <param name="IsRegression">More than is allowed.</param>
internal sealed record BenchChange(string Variant, string Class, string Figure, double Before, double Now, double Change, bool IsRegression);

/// <summary>
/// Compares two reports. The best of each group's runs is taken, because noise only adds; and each time is multiplied by its own report's GEMM ceiling,
/// so that what is compared is work in units of the machine: a slower or busier machine alone is no regression.
/// </summary>
internal static class BenchComparison
{
    // Below this, a first sound's time is scheduling, not synthesis. Milliseconds.
    private const double TtfaNoiseMs = 5;

    /// <summary>Compares the groups that both reports have.</summary>
    /// <param name="before">The baseline.</param>
    /// <param name="now">The new report.</param>
    /// <param name="allowed">Largest relative slow-down that is none, for example 0.05.</param>
    /// <returns>Empty when the reports have no group in common.</returns>
    public static IReadOnlyList<BenchChange> Compare(BenchReport before, BenchReport now, double allowed)
    {
        var scale = now.CeilingGflopPerSecond() / before.CeilingGflopPerSecond() ?? 1;
        var changes = new List<BenchChange>();
        foreach (var group in now.Groups)
        {
            if (before.Groups.FirstOrDefault(old => old.Variant == group.Variant && old.Class == group.Class) is not { } old)
            {
                continue;
            }

            if (old.Rtf is { } oldRtf && group.Rtf is { } rtf)
            {
                changes.Add(Change(group, "rtf", oldRtf.Best, rtf.Best, scale, allowed, noise: 0));
            }

            changes.Add(Change(group, "ttfa", old.TtfaMs.Best, group.TtfaMs.Best, scale, allowed, TtfaNoiseMs));
        }

        return changes;
    }

    /// <summary>Groups whose RTF was measured in the baseline and is refused now: their speech is no speech any more, which is worse than slow.</summary>
    /// <param name="before">The baseline.</param>
    /// <param name="now">The new report.</param>
    public static IReadOnlyList<BenchGroup> NewlyRefused(BenchReport before, BenchReport now) =>
        [.. now.Groups.Where(group => group.Rtf is null && before.Groups.Any(old => old.Variant == group.Variant && old.Class == group.Class && old.Rtf is not null))];

    private static BenchChange Change(BenchGroup group, string figure, double before, double now, double scale, double allowed, double noise)
    {
        var change = (now * scale / before) - 1;
        return new BenchChange(group.Variant.Title, group.Class, figure, before, now, change, change > allowed && (now * scale) - before > noise);
    }
}
