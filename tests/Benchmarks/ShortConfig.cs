using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IShowTts.Benchmarks;

/// <summary>A short job in this process: no second build, seconds per benchmark, allocations counted. Good for "how much", not for the last percent.</summary>
internal sealed class ShortConfig : ManualConfig
{
    public ShortConfig()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.OperationsPerSecond);
        HideColumns("Error", "StdDev", "Job");
        AddLogger(ConsoleLogger.Default);
        Options |= ConfigOptions.DisableLogFile;
    }
}
