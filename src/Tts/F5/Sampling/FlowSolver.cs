namespace IShowTts.Tts.F5.Sampling;

/// <summary>How the flow is integrated from noise to a mel. Every one costs one evaluation of the model per step.</summary>
public enum FlowSolver
{
    /// <summary>First order, as the reference: the velocity at the start of a step is used for the whole of it.</summary>
    Euler = 0,

    /// <summary>Second order: a line through this velocity and the one before. The first step is Euler's.</summary>
    AdamsBashforth2 = 1,
}
