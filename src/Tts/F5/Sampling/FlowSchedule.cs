namespace IShowTts.Tts.F5.Sampling;

/// <summary>Makes the steps of the flow solver: when the model is evaluated, how its velocities are weighed, where guidance is on.</summary>
/// <remarks>
/// A step from t₀ to t₁ = t₀ + h adds ∫v dt. Euler takes v(t₀) for the whole step: h·v₀. Adams-Bashforth takes the line through v₀ and the
/// velocity v₋₁ of the step before, of length g: with r = h/g the integral over [t₀, t₁] is h·(1 + r/2)·v₀ − h·(r/2)·v₋₁. The first step has
/// no velocity before, and where guidance goes on or off the one before belongs to another field: those steps are Euler's.
/// </remarks>
internal static class FlowSchedule
{
    /// <summary>Most evaluations a schedule may have.</summary>
    public const int MostEvaluations = 128;

    /// <summary>Below this guidance the unguided row is not computed (as the reference).</summary>
    public const double LeastGuidance = 1e-5;

    /// <summary>Makes a schedule.</summary>
    /// <param name="nfe">Evaluations of the model, 1 to 128. Fewer are faster, more are cleaner.</param>
    /// <param name="epss">
    /// Empirically pruned grid for 5, 6, 7, 10, 12 and 16 evaluations; others are uniform. Null, the default: for Euler only, because its steps grow up to sixfold from one
    /// to the next, and a line drawn through the two velocities before misses by more than Euler (docs/benchmarks/f5-solvers.md).
    /// </param>
    /// <param name="sway">Sway sampling coefficient, −1 to 1.75; null for none.</param>
    /// <param name="solver">How velocities are weighed.</param>
    /// <param name="guidance">CFG strength, 0 to 10; 0 halves the work of a step.</param>
    /// <param name="guidanceFrom">Flow time of the first guided evaluation, 0 to 1.</param>
    /// <param name="guidanceTo">Flow time of the last guided evaluation, <paramref name="guidanceFrom"/> to 1. Evaluations outside have no guidance and cost half.</param>
    /// <returns><paramref name="nfe"/> steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public static IReadOnlyList<FlowStep> Create(
        int nfe, bool? epss = null, double? sway = -1, FlowSolver solver = FlowSolver.Euler, double guidance = 2, double guidanceFrom = 0, double guidanceTo = 1)
    {
        Check(nfe, 1, MostEvaluations, nameof(nfe));
        Check(sway ?? 0, -1, FlowTimes.LargestSway, nameof(sway));
        Check(guidance, 0, 10, nameof(guidance));
        Check(guidanceFrom, 0, 1, nameof(guidanceFrom));
        Check(guidanceTo, guidanceFrom, 1, nameof(guidanceTo));
        if (!Enum.IsDefined(solver))
        {
            throw new ArgumentOutOfRangeException(nameof(solver), solver, "The solver is Euler or AdamsBashforth2.");
        }

        var times = FlowTimes.Create(nfe, epss ?? solver == FlowSolver.Euler, sway);
        var steps = new FlowStep[nfe];
        for (var i = 0; i < nfe; i++)
        {
            var guided = guidance >= LeastGuidance && times[i] >= (float)guidanceFrom && times[i] <= (float)guidanceTo;
            var strength = guided ? (float)guidance : 0f;
            var euler = solver == FlowSolver.Euler || i == 0 || steps[i - 1].Guidance != strength;
            steps[i] = euler
                ? new FlowStep(times[i], times[i + 1] - times[i], 0, strength)
                : AdamsBashforth(times[i - 1], times[i], times[i + 1], strength);
        }

        return steps;
    }

    private static FlowStep AdamsBashforth(double before, double now, double next, float guidance)
    {
        var length = next - now;
        var half = length / (now - before) / 2;
        return new FlowStep((float)now, (float)(length * (1 + half)), (float)(-length * half), guidance);
    }

    private static void Check(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
        }
    }
}
