namespace IShowTts.Worker.Api;

/// <summary>One thing that is wrong with a body that was checked as a whole.</summary>
/// <param name="Key">The setting or field; null when it is about all of it.</param>
/// <param name="Message">What is wrong, and what to do.</param>
internal sealed record ErrorBody(string? Key, string Message);
