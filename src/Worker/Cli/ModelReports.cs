namespace IShowTts.Worker.Cli;

/// <summary>One line of <c>models list --json</c>.</summary>
/// <param name="Name">What other commands call it.</param>
/// <param name="Kind"><c>f5-checkpoint</c> and <c>vocoder</c> can be fetched, <c>own-file</c> was added, <c>converted</c> can speak.</param>
/// <param name="About">For people.</param>
/// <param name="State"><c>not-fetched</c>, <c>partly</c>, <c>fetched</c>, <c>ready</c>, <c>damaged</c>.</param>
/// <param name="Licence">Of its weights.</param>
/// <param name="CommercialUse">Whether money may be made with it; null when not known.</param>
/// <param name="Bytes">Size; null when not known.</param>
/// <param name="Path">Its folder; null when it is not on this machine.</param>
internal sealed record ModelReport(string Name, string Kind, string About, string State, string Licence, bool? CommercialUse, long? Bytes, string? Path);

/// <summary>What <c>models verify --json</c> found out about one file or model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="File">The file; null when it is the model as a whole.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Message">What is wrong and what to do, or how it was checked.</param>
internal sealed record ModelCheckReport(string Model, string? File, bool Ok, string Message);

/// <summary>What <c>models pull --json</c> fetched.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Files">Its files.</param>
internal sealed record ModelPullReport(string Model, string Folder, IReadOnlyList<Worker.Models.FetchedFile> Files);

/// <summary>What <c>models convert f5 --json</c> made.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Precision">Number format of the large matrices.</param>
/// <param name="Licence">Of its weights.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="PeakMemoryBytes">Most memory the process had, all of it.</param>
/// <param name="Notes">What a person should know though it is no error.</param>
internal sealed record ModelConvertReport(
    string Model, string Folder, string Precision, string Licence, long Bytes, double Seconds, long PeakMemoryBytes, IReadOnlyList<string> Notes);
