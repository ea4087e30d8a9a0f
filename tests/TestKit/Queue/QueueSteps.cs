using IShowTts.Worker.Queue;

namespace IShowTts.TestKit.Queue;

/// <summary>Steps of an utterance's life, as tests say them.</summary>
internal static class QueueSteps
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Adds.</summary>
    public static async Task<AddResult> Add(this IUtteranceQueue queue, Utterance utterance) => await queue.AddAsync(utterance, None);

    /// <summary>Takes.</summary>
    public static async Task<Utterance?> Take(this IUtteranceQueue queue) => await queue.TakeNextAsync(None);

    /// <summary>Moves from any open state.</summary>
    public static async Task<UtteranceTransition?> Move(this IUtteranceQueue queue, string id, UtteranceState to, double? audioMs = null) =>
        await queue.MoveAsync(
            id,
            UtteranceStates.Open,
            new UtteranceChange(to, new StateReason(ReasonCodes.Finished)) { Timings = audioMs is null ? null : new UtteranceTimings { AudioMs = audioMs, HeardMs = audioMs } },
            None);

    /// <summary>Takes the next one and has it heard to its end.</summary>
    public static async Task<Utterance?> HearNext(this IUtteranceQueue queue, double? audioMs = null)
    {
        if (await queue.Take() is not { } taken)
        {
            return null;
        }

        await queue.Move(taken.Id, UtteranceState.Playing);
        return (await queue.Move(taken.Id, UtteranceState.Heard, audioMs))?.Utterance;
    }

    /// <summary>Its state now.</summary>
    public static async Task<Utterance> Now(this IUtteranceQueue queue, string id) =>
        await queue.GetAsync(id, None) ?? throw new InvalidOperationException($"Utterance {id} is lost.");

    /// <summary>Reads transitions after a sequence, as many as are wanted.</summary>
    public static async Task<List<UtteranceTransition>> Read(this IUtteranceQueue queue, long after, int count)
    {
        var read = new List<UtteranceTransition>();
        if (count == 0)
        {
            return read;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var transition in queue.WatchAsync(after, limit.Token))
        {
            read.Add(transition);
            if (read.Count == count)
            {
                break;
            }
        }

        return read;
    }
}
