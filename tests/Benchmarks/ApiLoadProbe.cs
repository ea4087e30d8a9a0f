using System.Diagnostics;
using System.Globalization;
using IShowTts.TestKit.Hosting;

namespace IShowTts.Benchmarks;

/// <summary>Load on the HTTP API, clients and worker in one process.</summary>
internal static class ApiLoadProbe
{
    private static readonly ApiLoadSize Size = new(Listeners: 200, Requests: 100, Messages: 50, Rounds: 10);

    /// <summary>Measures.</summary>
    /// <returns>The result as Markdown.</returns>
    /// <exception cref="InvalidOperationException">Events were lost or reordered, or an answer was not whole.</exception>
    public static async Task<string> RunAsync()
    {
        var result = await ApiLoad.RunAsync(Size);
        if (result.Wrong > 0 || result.Failures.Count > 0)
        {
            throw new InvalidOperationException($"{result.Wrong} listeners got other events than were stored. {string.Join(' ', result.Failures)}");
        }

        using var process = Process.GetCurrentProcess();
        var heap = result.HeapMegabytes;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             {Size.Listeners} listeners of `/api/events` and {Size.Requests} requests to `/api/tts` at the same time ({Size.Rounds} times, 2 s of audio each), while {Size.Messages} messages are spoken; the engine is a fake
             that costs almost nothing, the stages around it (loudness, limiter, trimming) are the real ones. Clients and worker share one process and its cores. What must hold: no event
             lost or out of order, every answer whole, a heap that does not grow with the rounds.

             The bound on memory does not come from this measurement but from the limits: audio that clients have not taken is counted (48 kHz, 4 bytes a sample, or as it was encoded), and
             from `Api:MaxSynthesisBytes` (256 MiB) on no further answer begins (429). Those begun are finished: at most `Api:MaxSyntheses` (4) answers of
             `Api:MaxSynthesisAudioSeconds` (300) come on top, {4 * 300 * 48_000 * 4 / 1048576} MiB, so about {256 + (4 * 300 * 48_000 * 4 / 1048576)} MiB in all, however slowly everybody reads.

             | | |
             | --- | --- |
             | transitions stored | {result.Transitions} |
             | events received by all listeners | {result.Events} (lost 0, out of order 0) |
             | answers, all equal to the first | {result.Answers} of {Size.Requests * Size.Rounds} |
             | audio ÷ time | {result.AudioSeconds / result.Elapsed.TotalSeconds:F0} |
             | heap after the last round ÷ after the first | {heap[^1] / heap[0]:F2} ({heap[0]:F0} MB, {heap[^1]:F0} MB) |
             | largest heap after any round, MB | {heap.Max():F0} |
             | resident memory at its highest, MB | {process.PeakWorkingSet64 / 1048576.0:F0} |
             """);
    }
}
