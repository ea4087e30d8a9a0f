namespace IShowTts.Worker.Queue;

/// <summary>Tells in which order all that waits will be taken: each turn sends its viewer to the end of the line. Pure.</summary>
internal static class FairOrder
{
    /// <summary>Orders them.</summary>
    /// <param name="waiting">In order of arrival.</param>
    /// <param name="limit">How many are wanted.</param>
    public static IReadOnlyList<Utterance> Of(IReadOnlyList<WaitingTurn> waiting, int limit)
    {
        var served = new Dictionary<string, long>(StringComparer.Ordinal);
        long turn = 0;
        foreach (var one in waiting)
        {
            served[one.TurnKey] = one.Served;
            turn = Math.Max(turn, one.Served);
        }

        var order = new List<Utterance>();
        var levels = waiting
            .Select(static (one, arrival) => (one.Utterance, one.TurnKey, Arrival: arrival))
            .GroupBy(static one => (one.Utterance.Priority, IsStarted: one.Utterance.Attempts > 0))
            .OrderByDescending(static level => level.Key.Priority)
            .ThenByDescending(static level => level.Key.IsStarted);
        foreach (var level in levels)
        {
            var viewers = level
                .GroupBy(static one => one.TurnKey)
                .Select(static viewer => new Queue<(Utterance Utterance, string TurnKey, int Arrival)>(viewer));
            var line = new PriorityQueue<Queue<(Utterance Utterance, string TurnKey, int Arrival)>, (long Served, int Arrival)>(
                viewers.Select(viewer => (viewer, (served[viewer.Peek().TurnKey], viewer.Peek().Arrival))));
            while (order.Count < limit && line.TryDequeue(out var viewer, out _))
            {
                var next = viewer.Dequeue();
                order.Add(next.Utterance);
                served[next.TurnKey] = ++turn;
                if (viewer.TryPeek(out var later))
                {
                    line.Enqueue(viewer, (turn, later.Arrival));
                }
            }
        }

        return order;
    }
}
