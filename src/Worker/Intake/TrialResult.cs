using IShowTts.Worker.Filtering;

namespace IShowTts.Worker.Intake;

/// <summary>What would become of a text.</summary>
/// <param name="Verdict">Speak, hold, reject or ignore, with its reason.</param>
/// <param name="SpokenText">What would be said; empty when nothing is.</param>
/// <param name="Steps">Each step that ran, in order.</param>
internal sealed record TrialResult(FilterVerdict Verdict, string SpokenText, IReadOnlyList<TrialStep> Steps);

/// <summary>One step.</summary>
/// <param name="Name">Kebab-case: <c>intake</c>, the name of a filter, <c>sentence</c>.</param>
/// <param name="Before">The text before it.</param>
/// <param name="After">The text after it.</param>
/// <param name="Verdict">What it says.</param>
internal sealed record TrialStep(string Name, string Before, string After, FilterVerdict Verdict);
