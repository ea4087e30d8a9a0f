using Xunit;

namespace IShowTts.TestKit;

/// <summary>Finds the repository and the data that lies beside it.</summary>
public static class SharedData
{
    /// <summary>The folder that holds <c>IShowTts.Worker.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>A file of the data folder beside the repository; skips the test, saying so, when it is not there.</summary>
    /// <param name="relativePath">Path below <c>shared/data</c>, for example <c>twitch/irc.txt</c>.</param>
    public static string Require(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("ISHOWTTS_SHARED") ?? Path.Combine(RepositoryRoot, "..", "shared");
        var path = Path.GetFullPath(Path.Combine(root, "data", relativePath));
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"Data file {relativePath} is not beside this clone.");
        return path;
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "IShowTts.Worker.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("IShowTts.Worker.sln was not found above the test assembly.");
    }
}
