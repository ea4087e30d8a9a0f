using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Tts.Tests.F5.Sampling;

public sealed class FlowScheduleTests
{
    [Fact]
    public void Euler_Weights_AreTheLengthsOfTheSteps()
    {
        var times = FlowTimes.Create(7, epss: true, sway: -1);

        var steps = FlowSchedule.Create(7);

        steps.Select(step => step.Time).ShouldBe(times[..^1]);
        steps.Select(step => step.VelocityWeight).ShouldBe(times.Zip(times[1..], (now, next) => next - now));
        steps.ShouldAllBe(step => step.PreviousVelocityWeight == 0 && step.Guidance == 2);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(13)]
    public void AdamsBashforth_VelocityLinearInTime_IsExactAfterTheFirstStep(int nfe)
    {
        var steps = FlowSchedule.Create(nfe, solver: FlowSolver.AdamsBashforth2);
        var second = steps[1].Time;

        var end = Solve(steps, (time, _) => 3 - (4 * time), start: 0);

        var firstStepError = 2.0 * second * second;// Euler over [0, t₁] misses ∫−4t dt = −2·t₁².
        end.ShouldBe(1 + firstStepError, 1e-5);
        steps[0].PreviousVelocityWeight.ShouldBe(0);
        steps.Skip(1).ShouldAllBe(step => step.PreviousVelocityWeight < 0);
    }

    [Theory]
    [InlineData(FlowSolver.Euler, true, 1)]
    [InlineData(FlowSolver.Euler, false, 1)]
    [InlineData(FlowSolver.AdamsBashforth2, true, 2)]
    [InlineData(FlowSolver.AdamsBashforth2, false, 2)]
    public void Solver_OnProblemsWithKnownSolution_HasItsOrder(FlowSolver solver, bool swayed, int order)
    {
        (Func<double, double, double> Velocity, double Start, double End)[] problems =
        [
            ((_, y) => -y, 1, Math.Exp(-1)),
            ((t, y) => y * Math.Cos(3 * t), 1, Math.Exp(Math.Sin(3) / 3)),
            ((_, y) => y * (1 - y), 0.1, 1 / (1 + (9 * Math.Exp(-1)))),
        ];

        foreach (var (velocity, start, end) in problems)
        {
            var coarse = Math.Abs(Solve(FlowSchedule.Create(30, false, swayed ? -1 : null, solver), velocity, start) - end);
            var fine = Math.Abs(Solve(FlowSchedule.Create(120, false, swayed ? -1 : null, solver), velocity, start) - end);

            Math.Log(coarse / fine, 4).ShouldBe(order, 0.25);
        }
    }

    [Fact]
    public void AdamsBashforth_SameEvaluationsOnUniformGrid_IsCloserThanEuler()
    {
        foreach (var nfe in new[] { 5, 6, 7, 10, 12, 16, 32 })
        {
            var errors = new[] { FlowSolver.Euler, FlowSolver.AdamsBashforth2 }
                .Select(solver => Math.Abs(Solve(FlowSchedule.Create(nfe, epss: false, solver: solver), (t, y) => y * Math.Cos(3 * t), 1) - Math.Exp(Math.Sin(3) / 3)))
                .ToArray();

            errors[1].ShouldBeLessThan(errors[0] / 2);
        }
    }

    [Fact]
    public void Create_GridNotChosen_IsPrunedForEulerOnly()
    {
        FlowSchedule.Create(7).Select(step => step.Time).ShouldBe(FlowTimes.Create(7, epss: true, -1)[..7]);
        FlowSchedule.Create(7, solver: FlowSolver.AdamsBashforth2).Select(step => step.Time).ShouldBe(FlowTimes.Create(7, epss: false, -1)[..7]);
    }

    [Fact]
    public void Guidance_OnPartOfTheFlow_IsOffOutsideAndStartsWithEuler()
    {
        var steps = FlowSchedule.Create(16, solver: FlowSolver.AdamsBashforth2, guidance: 1.5, guidanceFrom: 0.1, guidanceTo: 0.6);

        steps.ShouldContain(step => step.Guidance > 0);
        steps.ShouldContain(step => step.Guidance == 0 && step.Time > 0.6);
        steps.ShouldAllBe(step => step.Guidance == (step.Time >= 0.1f && step.Time <= 0.6f ? 1.5f : 0));
        for (var i = 1; i < steps.Count; i++)
        {
            (steps[i].PreviousVelocityWeight == 0).ShouldBe(steps[i].Guidance != steps[i - 1].Guidance);
        }
    }

    [Fact]
    public void Guidance_TooWeakToMatter_IsNone() => FlowSchedule.Create(5, guidance: 9e-6).ShouldAllBe(step => step.Guidance == 0);

    [Theory]
    [InlineData(0, -1, 2, 0, 1, "nfe")]
    [InlineData(129, -1, 2, 0, 1, "nfe")]
    [InlineData(7, -1.01, 2, 0, 1, "sway")]
    [InlineData(7, 1.76, 2, 0, 1, "sway")]
    [InlineData(7, double.NaN, 2, 0, 1, "sway")]
    [InlineData(7, -1, -0.1, 0, 1, "guidance")]
    [InlineData(7, -1, double.NaN, 0, 1, "guidance")]
    [InlineData(7, -1, 2, -0.1, 1, "guidanceFrom")]
    [InlineData(7, -1, 2, 0.7, 0.6, "guidanceTo")]
    [InlineData(7, -1, 2, 0, 1.1, "guidanceTo")]
    public void Create_ValueOutOfRange_NamesIt(int nfe, double sway, double guidance, double from, double to, string name)
    {
        var error = Should.Throw<ArgumentOutOfRangeException>(() => FlowSchedule.Create(nfe, true, sway, FlowSolver.Euler, guidance, from, to));

        error.ParamName.ShouldBe(name);
        error.Message.ShouldContain($"{name} must be");
    }

    [Fact]
    public void Create_UnknownSolver_SaysWhichThereAre() =>
        Should.Throw<ArgumentOutOfRangeException>(() => FlowSchedule.Create(7, solver: (FlowSolver)9)).Message.ShouldContain("AdamsBashforth2");

    // In double, but with the schedule's fp32 weights.
    private static double Solve(IReadOnlyList<FlowStep> steps, Func<double, double, double> velocity, double start)
    {
        var (y, previous) = (start, 0.0);
        foreach (var step in steps)
        {
            var now = velocity(step.Time, y);
            y += (step.VelocityWeight * now) + (step.PreviousVelocityWeight * previous);
            previous = now;
        }

        return y;
    }
}
