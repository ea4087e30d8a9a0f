namespace IShowTts.TestKit.Hosting;

/// <summary>What came of a load.</summary>
/// <param name="Transitions">Transitions in the store.</param>
/// <param name="Events">Events that all listeners together got.</param>
/// <param name="Wrong">Listeners whose events were not exactly the store's transitions in the store's order.</param>
/// <param name="Answers">Answers that were whole and right.</param>
/// <param name="Failures">What was wrong with the others, at most ten.</param>
/// <param name="HeapMegabytes">Managed heap after each round, garbage collected: clients and worker together.</param>
/// <param name="AudioSeconds">Playing time of all answers.</param>
/// <param name="Elapsed">Time of all rounds.</param>
internal sealed record ApiLoadResult(
    int Transitions, long Events, int Wrong, int Answers, IReadOnlyList<string> Failures, IReadOnlyList<double> HeapMegabytes, double AudioSeconds, TimeSpan Elapsed);
