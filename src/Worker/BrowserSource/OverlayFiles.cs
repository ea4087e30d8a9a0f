using System.Collections.Frozen;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.BrowserSource;

/// <summary>The files of the overlay's page, read once.</summary>
internal static class OverlayFiles
{
    /// <summary>All files, by name.</summary>
    public static FrozenDictionary<string, PageFile> All { get; } = PageFiles.Load("overlay/");
}
