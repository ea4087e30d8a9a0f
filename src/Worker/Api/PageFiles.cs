using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace IShowTts.Worker.Api;

/// <summary>Files of pages inside the executable. What is asked for is a key, never a path of the disk.</summary>
internal static class PageFiles
{
    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the files of a page.</summary>
    /// <param name="prefix">What the names of its resources begin with, as in <c>dashboard/</c>.</param>
    /// <returns>By the rest of the name, as in <c>vendor/preact.js</c>; case matters.</returns>
    public static FrozenDictionary<string, PageFile> Load(string prefix)
    {
        var assembly = typeof(PageFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && s_types.ContainsKey(Path.GetExtension(name)))
            .ToFrozenDictionary(name => name[prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the executable.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PageFile(bytes, s_types[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
    }
}
