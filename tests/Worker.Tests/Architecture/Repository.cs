using System.Reflection;
using IShowTts.Integrations.Events;
using IShowTts.TestKit;
using IShowTts.Tts.Audio;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>The product as the architecture tests see it: its assemblies, and its files as written.</summary>
internal static class Repository
{
    private static readonly string[] s_folders = ["src", "tests", "docs", "eng", "config", "models", ".ci"];

    private static readonly string[] s_textEndings =
        [".cs", ".csproj", ".props", ".md", ".sh", ".ps1", ".json", ".jsonl", ".js", ".css", ".html", ".txt", ".yml", ".sln", ""];

    /// <summary>Text in, PCM out.</summary>
    public static Assembly Tts => typeof(AudioChunk).Assembly;

    /// <summary>The stream's outside world.</summary>
    public static Assembly Integrations => typeof(StreamEvent).Assembly;

    /// <summary>The host.</summary>
    public static Assembly Worker => typeof(IUtteranceQueue).Assembly;

    /// <summary>All three.</summary>
    public static Assembly[] Product => [Tts, Integrations, Worker];

    /// <summary>Types that people wrote, without those that compilers and generators add.</summary>
    public static IEnumerable<Type> WrittenTypes => Product
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("IShowTts", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal));

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => SharedData.RepositoryRoot;

    /// <summary>Every text file of the repository, relative to its root, with forward slashes.</summary>
    public static IReadOnlyList<string> TextFiles { get; } = FindTextFiles();

    /// <summary>The product's source files.</summary>
    public static IEnumerable<string> ProductSources => TextFiles.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Reads one of <see cref="TextFiles"/>.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string[] FindTextFiles()
    {
        var inFolders = s_folders
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));

        return [.. Directory.EnumerateFiles(Root)
            .Concat(inFolders)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => s_textEndings.Contains(Path.GetExtension(file)) && !IsBuildOutput(file))
            .Order(StringComparer.Ordinal)];
    }

    private static bool IsBuildOutput(string file) =>
        file == ".git" || file.Split('/').Any(part => part is "bin" or "obj" or "TestResults" or "BenchmarkDotNet.Artifacts" or "node_modules");
}
