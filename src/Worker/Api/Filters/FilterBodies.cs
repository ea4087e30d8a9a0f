namespace IShowTts.Worker.Api.Filters;

/// <summary>Body of <c>POST /api/filters/try</c>.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">As what it came; <c>chat</c> when null.</param>
/// <param name="Name">As whose; a viewer when null.</param>
/// <param name="Roles">subscriber, vip, moderator, broadcaster; everyone when null.</param>
internal sealed record TrialBody(string? Text, string? Kind = null, string? Name = null, string[]? Roles = null);

/// <summary>What would become of a text.</summary>
/// <param name="Verdict"><c>speak</c>, <c>hold</c>, <c>reject</c> or <c>ignore</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="SpokenText">What would be said; empty when nothing is.</param>
/// <param name="Steps">Each step that ran, in order.</param>
internal sealed record TrialResultBody(string Verdict, ReasonBody Reason, string SpokenText, IReadOnlyList<TrialStepBody> Steps);

/// <summary>One step.</summary>
/// <param name="Filter"><c>intake</c>, the name of a filter, or <c>sentence</c>.</param>
/// <param name="Before">The text before it.</param>
/// <param name="After">The text after it.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Rule">Rule that decided; null when it was accepted.</param>
/// <param name="Detail">One sentence for people.</param>
internal sealed record TrialStepBody(string Filter, string Before, string After, string Verdict, string? Rule, string? Detail);

/// <summary>The user's own words; not those of the lists file.</summary>
/// <param name="Blocked">Words that are not spoken.</param>
/// <param name="Allowed">Words in which a blocked one may stand.</param>
internal sealed record WordsBody(IReadOnlyList<string> Blocked, IReadOnlyList<string> Allowed);

/// <summary>Body of <c>POST /api/filters/words</c>.</summary>
/// <param name="List"><c>blocked</c> or <c>allowed</c>.</param>
/// <param name="Word">The word.</param>
internal sealed record WordBody(string? List, string? Word);
