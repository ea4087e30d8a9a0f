namespace IShowTts.TestKit.Twitch;

/// <summary>One example of a fixture file: an input, and what it must become.</summary>
/// <param name="Input">The line.</param>
/// <param name="Expected">What stands behind <c>=&gt;</c> in the line below.</param>
public sealed record Fixture(string Input, string Expected)
{
    /// <summary>Reads a file of <c>tests/Integrations.Tests/Twitch/fixtures</c>. Lines that begin with <c>#</c> are left out; <c>^A</c> is U+0001.</summary>
    /// <param name="name">The file.</param>
    public static IReadOnlyList<Fixture> Read(string name)
    {
        const string Arrow = "=> ";
        var path = Path.Combine(SharedData.RepositoryRoot, "tests", "Integrations.Tests", "Twitch", "fixtures", name);
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Replace("^A", "\u0001", StringComparison.Ordinal));
        return [.. lines.Chunk(2).Select(pair => pair is [var input, var expected] && expected.StartsWith(Arrow, StringComparison.Ordinal)
            ? new Fixture(input, expected[Arrow.Length..])
            : throw new InvalidDataException($"{name}: below \"{pair[0]}\" there is no line that begins with {Arrow}"))];
    }
}
