using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace IShowTts.Worker.Dashboard;

/// <summary>The files of the dashboard, read once from inside the executable. What is asked for is a key here, never a path of the disk.</summary>
internal static class DashboardFiles
{
    private const string Prefix = "dashboard/";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, DashboardFile>> s_files = new(Load);

    /// <summary>Names of all files, as in <c>vendor/preact.js</c>.</summary>
    public static IReadOnlyCollection<string> Names => s_files.Value.Keys;

    /// <summary>A file by its name.</summary>
    /// <param name="name">As in <see cref="Names"/>; case matters.</param>
    /// <returns>Null when there is none.</returns>
    public static DashboardFile? Find(string name) => s_files.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, DashboardFile> Load()
    {
        var assembly = typeof(DashboardFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && s_types.ContainsKey(Path.GetExtension(name)))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static DashboardFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the executable.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new DashboardFile(bytes, s_types[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
    }
}
