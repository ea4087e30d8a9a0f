using System.Collections.Frozen;

namespace IShowTts.Worker.BrowserSource;

/// <summary>The files of the page; they are in the executable, so there is no path to walk.</summary>
internal static class OverlayFiles
{
    private const string Prefix = "overlay/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All files, by name.</summary>
    public static FrozenDictionary<string, (byte[] Bytes, string ContentType)> All { get; } = typeof(OverlayFiles).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(static name => name[Prefix.Length..], static name => (Read(name), Types[Path.GetExtension(name)]), StringComparer.Ordinal);

    private static byte[] Read(string name)
    {
        using var stream = typeof(OverlayFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
