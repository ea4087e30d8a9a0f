using System.Buffers;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>A flow that waits to be solved, with its rented buffers. Used by one thread at a time: who makes it, then the engine's.</summary>
internal sealed class PreparedFlow : IDisposable
{
    private float[]? noise;
    private float[]? mel;

    /// <summary>Rents the buffers and fills the noise.</summary>
    /// <param name="tokens">Tokens of transcript and part.</param>
    /// <param name="prompt">Prompt mel, <c>[frame, 100]</c>.</param>
    /// <param name="frames">Mel frames in all.</param>
    /// <param name="steps">The schedule.</param>
    /// <param name="fill">Fills the noise, <c>[frame, 100]</c>.</param>
    public PreparedFlow(int[] tokens, float[] prompt, int frames, IReadOnlyList<FlowStep> steps, Action<Span<float>> fill)
    {
        Length = frames * F5Architecture.MelBins;
        noise = ArrayPool<float>.Shared.Rent(Length);
        mel = ArrayPool<float>.Shared.Rent(Length);
        fill(noise.AsSpan(0, Length));
        Request = new FlowRequest(tokens, prompt, frames, noise.AsMemory(0, Length), steps);
    }

    /// <summary>What is to be solved.</summary>
    public FlowRequest Request { get; }

    /// <summary>Values of noise and mel.</summary>
    public int Length { get; }

    /// <summary>Whether <see cref="Mel"/> holds the result.</summary>
    public bool IsSolved { get; set; }

    /// <summary>Whether other texts go first: one that does not give way takes none along that does. Default false.</summary>
    public bool GivesWay { get; set; }

    /// <summary>The result, <c>[frame, 100]</c>.</summary>
    public Memory<float> Mel => (mel ?? throw new ObjectDisposedException(nameof(PreparedFlow))).AsMemory(0, Length);

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref noise, null) is { } first)
        {
            ArrayPool<float>.Shared.Return(first);
        }

        if (Interlocked.Exchange(ref mel, null) is { } second)
        {
            ArrayPool<float>.Shared.Return(second);
        }
    }
}
