using System.Runtime.InteropServices;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>The machine of a report, without names that say whose it is.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="LogicalCores">Processors that the process may use.</param>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime; empty when it is not there.</param>
/// <param name="Worker">Version of the worker.</param>
internal sealed record BenchMachine(string Processor, int LogicalCores, string System, string Runtime, string OnnxRuntime, string Worker)
{
    /// <summary>This one.</summary>
    public static BenchMachine Describe(string onnxRuntime) => new(
        ProcessorName(), Environment.ProcessorCount, $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}", RuntimeInformation.FrameworkDescription, onnxRuntime, WorkerVersion.Text);

    private static string ProcessorName()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is not null ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "unknown";
    }
}
