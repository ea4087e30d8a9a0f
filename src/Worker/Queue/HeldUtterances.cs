namespace IShowTts.Worker.Queue;

/// <summary>What waits for approval, and the short handles by which people name it.</summary>
internal static class HeldUtterances
{
    /// <summary>Letters of a handle that is shown.</summary>
    private const int HandleLength = 4;

    private const int Page = 500;
    private const int MaxPages = 20;

    /// <summary>What people type: the last digits of the id, which are random.</summary>
    public static string Handle(this Utterance utterance) => utterance.Id[^Math.Min(HandleLength, utterance.Id.Length)..];

    /// <summary>Everything that waits for approval, the oldest first; at most 10,000.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<IReadOnlyList<Utterance>> ListHeldAsync(this IUtteranceQueue queue, CancellationToken cancellationToken)
    {
        var all = new List<Utterance>();
        string? after = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var held = await queue.ListAsync(new UtteranceQuery(UtteranceState.Held, Page, after), cancellationToken);
            all.AddRange(held);
            if (held.Count < Page)
            {
                break;
            }

            after = held[^1].Id;
        }

        all.Reverse();
        return all;
    }

    /// <summary>Those that a handle means: a <c>#</c> may stand before it; more digits of the id, up to all of it, tell two apart.</summary>
    /// <param name="held">What waits.</param>
    /// <param name="handle">What somebody typed.</param>
    public static IReadOnlyList<Utterance> Find(IReadOnlyList<Utterance> held, string handle)
    {
        var digits = handle.TrimStart('#');
        return digits.Length < HandleLength || !digits.All(char.IsAsciiHexDigit)
            ? []
            : [.. held.Where(utterance => utterance.Id.EndsWith(digits, StringComparison.OrdinalIgnoreCase))];
    }
}
