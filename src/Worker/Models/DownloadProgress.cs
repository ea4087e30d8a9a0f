namespace IShowTts.Worker.Models;

/// <summary>How far a download is.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Bytes there so far, those of earlier tries too.</param>
/// <param name="Total">Of so many; null when the server does not say.</param>
internal readonly record struct DownloadProgress(string File, long Bytes, long? Total);
