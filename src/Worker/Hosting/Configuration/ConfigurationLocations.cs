using IShowTts.Tts.Files;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Finds the configuration file and the data directory.</summary>
internal static class ConfigurationLocations
{
    /// <summary>Path of the standard file below the working directory and beside the executable.</summary>
    public const string StandardFile = "config/ishowtts.json";

    /// <summary>The configuration file to read.</summary>
    /// <param name="chosen">What the command line says; null for the standard places.</param>
    /// <returns>Full path; null when nothing was chosen and no standard file is there (then every key has its default).</returns>
    public static string? FindFile(string? chosen) =>
        chosen is not null
            ? Path.GetFullPath(chosen)
            : FindBeside("ishowtts.json");

    /// <summary>A file of the <c>config</c> folder: that of the working directory, else the one beside the executable.</summary>
    /// <param name="name">File name.</param>
    /// <returns>Full path, or null when it is in neither place.</returns>
    public static string? FindBeside(string name) =>
        new[] { Environment.CurrentDirectory, AppContext.BaseDirectory }
            .Select(directory => Path.Combine(directory, "config", name))
            .FirstOrDefault(File.Exists);

    /// <summary>Finds the data directory and makes it when it is missing, readable for its owner only.</summary>
    /// <param name="chosen">What the command line says; null for <c>$XDG_DATA_HOME/ishowtts</c>, else <c>~/.local/share/ishowtts</c>.</param>
    /// <exception cref="ConfigurationException">It cannot be made.</exception>
    public static DataDirectory PrepareDataDirectory(string? chosen)
    {
        var root = FindDataDirectory(chosen);
        try
        {
            PrivateFile.MakeFolder(root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(root, "", $"cannot be used as the data directory: {exception.Message} Choose another with --data-dir.")]);
        }

        return new DataDirectory(root);
    }

    /// <summary>Full path of the data directory, whether it is there or not.</summary>
    /// <param name="chosen">What the command line says; null for the default.</param>
    public static string FindDataDirectory(string? chosen)
    {
        if (chosen is { Length: > 0 })
        {
            return Path.GetFullPath(chosen);
        }

        var xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var parent = Path.IsPathFullyQualified(xdg ?? "") ? xdg! : home;
        return Path.GetFullPath(Path.Combine(parent.Length > 0 ? parent : Environment.CurrentDirectory, "ishowtts"));
    }
}
