namespace IShowTts.Worker.Queue;

/// <summary>Why an utterance is in its state.</summary>
/// <param name="Code">Short stable reason, kebab-case, from <see cref="ReasonCodes"/>.</param>
/// <param name="Rule">The rule, setting or word list that decided, for example <c>Filters:Length:MaxCharacters</c>; null when none did.</param>
/// <param name="Detail">One sentence for people, without the viewer's words; null when the code says it all.</param>
internal sealed record StateReason(string Code, string? Rule = null, string? Detail = null);
