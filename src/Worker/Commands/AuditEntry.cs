namespace IShowTts.Worker.Commands;

/// <summary>One line of the audit log.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Login, or <c>api</c>, <c>console</c>, <c>platform</c>.</param>
/// <param name="Via">By which way: <c>chat</c>, <c>discord</c>, <c>api</c>, <c>console</c>, <c>moderation</c>.</param>
/// <param name="What">The action, kebab-case; <c>answer</c> for the answer to a chat command.</param>
/// <param name="Target">On what, null for all; the command that was answered, null for an unknown one.</param>
/// <param name="Outcome">What came of it; the words of the answer.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Who, string Via, string What, string? Target, string Outcome);
