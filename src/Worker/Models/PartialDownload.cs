namespace IShowTts.Worker.Models;

/// <summary>What is remembered beside a file that is not whole yet, so that another try can go on.</summary>
/// <param name="Url">Where it came from.</param>
/// <param name="Validator">The server's strong entity tag; null when it gave none.</param>
internal sealed record PartialDownload(Uri Url, string? Validator);
