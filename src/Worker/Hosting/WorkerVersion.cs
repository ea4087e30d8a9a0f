using System.Reflection;

namespace IShowTts.Worker.Hosting;

/// <summary>The version of this worker.</summary>
internal static class WorkerVersion
{
    /// <summary>Version as released, without the commit.</summary>
    public static string Text { get; } =
        (typeof(WorkerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
