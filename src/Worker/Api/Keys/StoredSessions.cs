namespace IShowTts.Worker.Api.Keys;

/// <summary>What <c>sessions.json</c> holds.</summary>
/// <param name="Token">Hash of the token under which the sessions began; with another token they are over.</param>
/// <param name="Sessions">All sessions, oldest first.</param>
internal sealed record StoredSessions(string Token, IReadOnlyList<StoredSession> Sessions);

/// <summary>One session of <c>sessions.json</c>.</summary>
/// <param name="Sha256">Hash of the cookie's value, hexadecimal.</param>
/// <param name="CreatedAt">When it began.</param>
internal sealed record StoredSession(string Sha256, DateTimeOffset CreatedAt);
