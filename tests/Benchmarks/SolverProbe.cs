using System.Globalization;
using System.Text;
using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Benchmarks;

/// <summary>How far the flow solvers end from a trajectory of 64 steps, on the models of the goldens and, when asked for, on random weights of the true size.</summary>
internal static class SolverProbe
{
    private const int ReferenceSteps = 64;
    private static readonly int[] s_evaluations = [5, 6, 7, 10, 12, 16];
    private static readonly (double From, double To)[] s_guided = [(0, 1), (0, 0.75), (0, 0.5), (0, 0.25), (0.05, 1), (0.1, 0.9)];

    /// <summary>Measures.</summary>
    /// <param name="fullSize">Measure random weights of the true size, not the tiny models.</param>
    /// <returns>The result as Markdown.</returns>
    public static string Run(bool fullSize)
    {
        var page = new StringBuilder($"""
             Root mean square error of the generated mel frames against {ReferenceSteps} Adams-Bashforth steps (uniform grid, sway −1, guidance 2), in thousandths of the way from
             noise to mel (the root mean square of end − start), mean over {Noises(fullSize)} noise(s).

             Weights are random, so this shows what the solvers do to these velocity fields, not how speech sounds. A random time embedding makes the field jump within a
             hundredth of the flow, which no solver of few steps can follow ("as it is"). Training makes it smooth; "smooth in time" is the same model with the frequencies
             of its time embedding above one turn left out.

             """);
        foreach (var model in fullSize ? ["full-dev-v1"] : ((IEnumerable<object[]>)GoldenCases.Models()).Select(row => (string)row[0]))
        {
            foreach (var smooth in new[] { true, false })
            {
                using var bench = fullSize ? SolverBench.FullSize(model, smooth) : SolverBench.Golden(model, smooth);
                page.Append(Solvers(model + (smooth ? ", smooth in time" : ", as it is"), bench, Noises(fullSize)));
                page.Append(fullSize ? "" : Guidance(bench, Noises(fullSize)));
            }
        }

        return page.ToString();
    }

    private static string Solvers(string name, SolverBench bench, int noises)
    {
        var page = new StringBuilder($"\n## {name}, {bench.Frames} mel frames\n\n");
        var ends = Ends(bench, noises);
        string Error(IReadOnlyList<FlowStep> steps) => Number(bench.Error(steps, ends));

        page.Append($"{ReferenceSteps} Euler steps end {Error(FlowSchedule.Create(ReferenceSteps, epss: false))} from the yardstick, {2 * ReferenceSteps} Adams-Bashforth steps {Error(Fine(2 * ReferenceSteps))}.\n\n");
        page.Append("| evaluations | Euler, EPSS grid | Adams-Bashforth, EPSS grid | Euler, uniform grid | Adams-Bashforth, uniform grid |\n| ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var nfe in s_evaluations)
        {
            var errors = new bool?[] { true, false }.SelectMany(epss => Enum.GetValues<FlowSolver>().Select(solver => Error(FlowSchedule.Create(nfe, epss, solver: solver))));
            page.Append($"| {nfe} | {string.Join(" | ", errors)} |\n");
        }

        return page.ToString();
    }

    private static string Guidance(SolverBench bench, int noises)
    {
        var page = new StringBuilder("\nGuidance on part of the flow, EPSS grid, Euler. Rows are what a step costs: two with guidance, one without.\n\n");
        var ends = Ends(bench, noises);
        page.Append("| evaluations | guided from | to | rows | error | of the yardstick so guided |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (from, to) in s_guided)
        {
            var missing = Number(bench.Error(Fine(ReferenceSteps, from, to), ends));
            foreach (var nfe in new[] { 7, 16 })
            {
                var steps = FlowSchedule.Create(nfe, guidanceFrom: from, guidanceTo: to);
                page.Append($"| {nfe} | {from} | {to} | {steps.Sum(step => step.Guidance > 0 ? 2 : 1)} | {Number(bench.Error(steps, ends))} | {missing} |\n");
            }
        }

        return page.ToString();
    }

    private static int Noises(bool fullSize) => fullSize ? 1 : 5;

    private static float[][] Ends(SolverBench bench, int noises) => [.. Enumerable.Range(0, noises).Select(noise => bench.Solve(Fine(ReferenceSteps), noise))];

    private static IReadOnlyList<FlowStep> Fine(int steps, double from = 0, double to = 1) =>
        FlowSchedule.Create(steps, epss: false, solver: FlowSolver.AdamsBashforth2, guidanceFrom: from, guidanceTo: to);

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
