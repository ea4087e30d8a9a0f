namespace IShowTts.Tts.F5;

/// <summary>What a model needs to sample one mel.</summary>
/// <param name="Tokens">Token ids of prompt and text, before the shift by one; at least one.</param>
/// <param name="Prompt">Prompt mel, <c>[frame, 100]</c> row-major.</param>
/// <param name="Frames">Mel frames in all, prompt included; more than the prompt's, at most 8192.</param>
/// <param name="Noise">Start of the flow, <c>[Frames, 100]</c> row-major, N(0, 1).</param>
/// <param name="Steps">The schedule, at least one step.</param>
internal sealed record FlowRequest(
    ReadOnlyMemory<int> Tokens, ReadOnlyMemory<float> Prompt, int Frames, ReadOnlyMemory<float> Noise, IReadOnlyList<FlowStep> Steps);
