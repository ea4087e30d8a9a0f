using IShowTts.TestKit.Hosting;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>A voices file with two names for the two voices of the fake engine: <c>low</c> is the default.</summary>
internal sealed class TwoVoices : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ishowtts-test-");

    /// <summary>Writes the file.</summary>
    public TwoVoices() => File.WriteAllText(
        Path.Combine(folder.FullName, "voices.json"),
        """{ "voices": [ { "name": "low", "engine": "fake", "engineVoice": "one", "language": "en" }, { "name": "high", "engine": "fake", "engineVoice": "two", "language": "en" } ] }""");

    /// <summary>A worker with these voices.</summary>
    public WorkerFixtureSettings Settings() => DashboardScenes.Settings(("Voices:File", Path.Combine(folder.FullName, "voices.json")), ("Voices:Default", "low"));

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);
}
