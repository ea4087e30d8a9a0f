using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Discord;

/// <summary>What can be skipped, and how people name it.</summary>
internal sealed class WaitingUtterances(IUtteranceQueue queue)
{
    private const int Most = 200;

    /// <summary>What is heard and synthesized, then what waits in its order.</summary>
    public async ValueTask<IReadOnlyList<Utterance>> ListAsync(CancellationToken cancellationToken)
    {
        var playing = await queue.ListAsync(new UtteranceQuery(UtteranceState.Playing, Most), cancellationToken);
        var ahead = await queue.ListAsync(new UtteranceQuery(UtteranceState.Synthesizing, Most), cancellationToken);
        return [.. playing.Reverse(), .. ahead.Reverse(), .. await queue.PeekAsync(Most, cancellationToken)];
    }

    /// <summary>The id of the one that is meant by a whole id or its last digits; null when there is none, or more than one.</summary>
    /// <param name="handle">What was typed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<string?> FindAsync(string handle, CancellationToken cancellationToken) =>
        HeldUtterances.Find(await ListAsync(cancellationToken), handle) is [var one] ? one.Id : null;
}
