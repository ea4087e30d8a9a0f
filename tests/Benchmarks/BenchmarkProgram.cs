using BenchmarkDotNet.Running;
using IShowTts.Benchmarks.F5;

namespace IShowTts.Benchmarks;

/// <summary>
/// <c>overhead</c> and <c>memory WORKER.dll</c> measure the whole worker, <c>api</c> puts load on its HTTP API, <c>f5</c> and <c>f5 rules</c> the F5-TTS step, <c>f5-solvers [full]</c> the flow solvers; anything
/// else are BenchmarkDotNet's own arguments, for example
/// <c>--filter *Queue*</c>. Results go to the folder in ISHOWTTS_BENCHMARKS as Markdown, when it is set.
/// </summary>
internal static class BenchmarkProgram
{
    private static async Task<int> Main(string[] args)
    {
        var results = new ResultFolder(Environment.GetEnvironmentVariable("ISHOWTTS_BENCHMARKS"));
        switch (args)
        {
            case ["overhead"]:
                results.Write("overhead", await OverheadProbe.RunAsync());
                return 0;
            case ["memory", var worker]:
                results.Write("memory", await MemoryProbe.RunAsync(worker));
                return 0;
            case ["api"]:
                results.Write("api", await ApiLoadProbe.RunAsync());
                return 0;
            case ["f5"]:
                results.Write("f5", F5Probe.RunSpeed());
                return 0;
            case ["f5", "rules"]:
                results.Write("f5-int8", F5Probe.RunRules());
                return 0;
            case ["f5-solvers"]:
                results.Write("f5-solvers", SolverProbe.Run(fullSize: false));
                return 0;
            case ["f5-solvers", "full"]:
                results.Write("f5-solvers-full", SolverProbe.Run(fullSize: true));
                return 0;
            default:
                var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args, new ShortConfig()).ToArray();
                results.Write(summaries);
                return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
        }
    }
}
