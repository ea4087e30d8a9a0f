namespace IShowTts.Tts.F5;

/// <summary>One evaluation of the flow solver: <c>y' = y + VelocityWeight·v + PreviousVelocityWeight·v_previous</c>.</summary>
/// <param name="Time">Flow time of the evaluation, 0 to 1.</param>
/// <param name="VelocityWeight">Weight of this velocity; for Euler the length of the step.</param>
/// <param name="PreviousVelocityWeight">Weight of the velocity before; 0 for Euler and for the first step.</param>
/// <param name="Guidance">CFG strength s in <c>v = guided + s·(guided − unguided)</c>; below 1e-5 the unguided row is not computed.</param>
internal readonly record struct FlowStep(float Time, float VelocityWeight, float PreviousVelocityWeight, float Guidance);
