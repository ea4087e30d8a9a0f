namespace IShowTts.Integrations.Discord.Link;

/// <summary>Where the bridge and its packages lie.</summary>
internal static class BridgeFiles
{
    /// <summary>How to get the packages.</summary>
    public const string Cure = "./run.sh setup --discord";

    private const int MaxLevels = 8;
    private static readonly string Modules = Path.Combine("discord", "node_modules");

    /// <summary>The bridge's first file.</summary>
    /// <param name="folder">Folder of the executable.</param>
    /// <exception cref="BridgeFailedException">It is not there.</exception>
    public static string Main(string folder)
    {
        var main = Path.Combine(folder, "discord", "bridge", "main.mjs");
        return File.Exists(main)
            ? main
            : throw new BridgeFailedException("bridge-missing", $"The Discord bridge is not beside the program ({main}). Build or install the program again.");
    }

    /// <summary>The folder <c>node_modules</c> with the bridge's packages.</summary>
    /// <param name="configured"><c>Discord:ModulesFolder</c>; empty to look for it.</param>
    /// <param name="folder">Folder of the executable.</param>
    /// <exception cref="BridgeFailedException">They are not there.</exception>
    public static string FindModules(string configured, string folder)
    {
        if (configured.Length > 0)
        {
            var whole = Path.GetFullPath(configured);
            return Holds(whole)
                ? whole
                : throw new BridgeFailedException("library", $"Discord:ModulesFolder ({whole}) holds no packages of the Discord bridge. Run {Cure} and remove the key, or name the folder node_modules that has them.");
        }

        var at = new DirectoryInfo(folder);
        for (var level = 0; level <= MaxLevels && at is not null; level++, at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "artifacts", Modules);
            if (Holds(candidate))
            {
                return candidate;
            }
        }

        var beside = Path.Combine(folder, Modules);
        return Holds(beside)
            ? beside
            : throw new BridgeFailedException("library", $"The packages of the Discord bridge are not installed. Run {Cure}, then start the worker again.");
    }

    private static bool Holds(string modules) => File.Exists(Path.Combine(modules, "discord.js", "package.json"));
}
