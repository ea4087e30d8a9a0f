namespace IShowTts.Worker.Models;

/// <summary>The file <c>fetched.json</c> beside fetched files.</summary>
/// <param name="Id">The known model.</param>
/// <param name="Licence">The licence that was accepted.</param>
/// <param name="AcceptedAt">When, UTC.</param>
/// <param name="Files">What was fetched.</param>
internal sealed record FetchedModel(string Id, string Licence, DateTimeOffset AcceptedAt, IReadOnlyList<FetchedFile> Files);
