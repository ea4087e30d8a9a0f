using System.Globalization;

namespace IShowTts.Tts.Onnx;

/// <summary>How many cores the machine gives us.</summary>
internal static class CpuCores
{
    private const string Topology = "/sys/devices/system/cpu";

    /// <summary>Physical cores that this process may use, at least 1: two threads of one core share its arithmetic, so more threads than that only cost.</summary>
    public static int Physical { get; } = Math.Clamp(Count(Topology) ?? Environment.ProcessorCount, 1, Environment.ProcessorCount);

    /// <summary>Counts the cores that Linux tells of.</summary>
    /// <param name="folder">Where the folders <c>cpu0</c>, <c>cpu1</c> … are.</param>
    /// <returns>Null when it tells nothing.</returns>
    internal static int? Count(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var cores = Directory.EnumerateDirectories(folder, "cpu*")
            .Where(cpu => int.TryParse(Path.GetFileName(cpu.AsSpan())[3..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(cpu => Path.Combine(cpu, "topology", "thread_siblings_list"))
            .Where(File.Exists)
            .Select(file => File.ReadAllText(file).Trim())
            .ToHashSet(StringComparer.Ordinal);
        return cores.Count > 0 ? cores.Count : null;
    }
}
