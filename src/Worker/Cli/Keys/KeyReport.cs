namespace IShowTts.Worker.Cli.Keys;

/// <summary>A key, for <c>keys list --json</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsed">Day of its last use, UTC; null when never.</param>
internal sealed record KeyReport(string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateOnly? LastUsed);
