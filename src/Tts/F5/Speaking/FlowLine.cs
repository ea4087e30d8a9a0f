using System.Buffers;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>The flows that wait for one model. Whoever's turn it is takes those along that wait too and have the same steps: they are solved in one run. Thread safe.</summary>
/// <remarks>Order stays that of the engine's thread: one that was taken along finds its result when its turn comes.</remarks>
/// <param name="model">Solves them.</param>
internal sealed class FlowLine(IF5Model model)
{
    private readonly Lock gate = new();
    private readonly List<PreparedFlow> waiting = [];
    private volatile bool isBatchBroken;

    /// <summary>Puts a flow into the line.</summary>
    public void Add(PreparedFlow flow)
    {
        lock (gate)
        {
            waiting.Add(flow);
        }
    }

    /// <summary>Takes a flow out, solved or not.</summary>
    public void Remove(PreparedFlow flow)
    {
        lock (gate)
        {
            waiting.Remove(flow);
        }
    }

    /// <summary>Solves a flow, unless it was solved with another; blocks.</summary>
    /// <param name="flow">Of this line, or one that never was in it.</param>
    /// <param name="most">Most flows in one run, 1 or more.</param>
    /// <param name="cancellationToken">Ends the work; those that were taken along wait on.</param>
    /// <returns>Flows that were solved by this call.</returns>
    /// <exception cref="SynthesisException">The model failed. When it was on several at once, it is asked for one at a time from then on.</exception>
    public int Solve(PreparedFlow flow, int most, CancellationToken cancellationToken)
    {
        if (flow.IsSolved)
        {
            return 0;
        }

        var batch = Together(flow, isBatchBroken ? 1 : most);
        if (batch.Count > 1)
        {
            try
            {
                SolveTogether(batch, cancellationToken);
                return batch.Count;
            }
            catch (SynthesisException)
            {
                // Several at once need more memory: alone it may still work, and if not, that is told.
                isBatchBroken = true;
            }
        }

        model.Sample(flow.Request, flow.Mel.Span, cancellationToken);
        flow.IsSolved = true;
        return 1;
    }

    private List<PreparedFlow> Together(PreparedFlow first, int most)
    {
        lock (gate)
        {
            return [first, .. waiting.Where(flow => flow != first && GoesAlong(flow, first)).Take(most - 1)];
        }
    }

    // Each flow that is taken along makes the run longer: one of the show waits for no other.
    private static bool GoesAlong(PreparedFlow flow, PreparedFlow first) =>
        !flow.IsSolved && (first.GivesWay || !flow.GivesWay) && flow.Request.Steps.SequenceEqual(first.Request.Steps);

    private void SolveTogether(List<PreparedFlow> batch, CancellationToken cancellationToken)
    {
        var row = batch.Max(flow => flow.Length);
        var mels = ArrayPool<float>.Shared.Rent(row * batch.Count);
        try
        {
            model.SampleBatch([.. batch.Select(flow => flow.Request)], mels.AsSpan(0, row * batch.Count), cancellationToken);
            for (var i = 0; i < batch.Count; i++)
            {
                mels.AsSpan(i * row, batch[i].Length).CopyTo(batch[i].Mel.Span);
                batch[i].IsSolved = true;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(mels);
        }
    }
}
