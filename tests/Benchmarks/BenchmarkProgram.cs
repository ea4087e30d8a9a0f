using BenchmarkDotNet.Running;

namespace IShowTts.Benchmarks;

/// <summary>
/// <c>overhead</c> and <c>memory WORKER.dll</c> measure the whole worker; anything else are BenchmarkDotNet's own arguments, for example
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
            default:
                var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args, new ShortConfig()).ToArray();
                results.Write(summaries);
                return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
        }
    }
}
