using System.Collections.Frozen;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.Dashboard;

/// <summary>The files of the dashboard, read once.</summary>
internal static class DashboardFiles
{
    private static readonly Lazy<FrozenDictionary<string, PageFile>> s_files = new(() => PageFiles.Load("dashboard/"));

    /// <summary>Names of all files, as in <c>vendor/preact.js</c>.</summary>
    public static IReadOnlyCollection<string> Names => s_files.Value.Keys;

    /// <summary>A file by its name.</summary>
    /// <param name="name">As in <see cref="Names"/>; case matters.</param>
    /// <returns>Null when there is none.</returns>
    public static PageFile? Find(string name) => s_files.Value.GetValueOrDefault(name);
}
