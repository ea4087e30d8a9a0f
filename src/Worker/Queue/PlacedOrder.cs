namespace IShowTts.Worker.Queue;

/// <summary>The order of what waits when persons moved some of it: those stand where they were put, all others keep their fair order (<see cref="FairOrder"/>). Pure.</summary>
/// <remarks>
/// A place is "right before that one", so what arrives later and goes ahead of that one goes ahead of the moved one, too. When that one leaves the line,
/// the moved one stands before the next. "Last" is after all that waited then; when the one that it comes after leaves, what stood ahead of it stays ahead. A moved one takes no turn of its viewer.
/// </remarks>
internal static class PlacedOrder
{
    /// <summary>The first ones, in order.</summary>
    /// <param name="waiting">In order of arrival.</param>
    /// <param name="limit">How many are wanted.</param>
    public static IReadOnlyList<Utterance> Of(IReadOnlyList<WaitingTurn> waiting, int limit) =>
        waiting.Any(static one => one.Place is not null)
            ? [.. Arrange(waiting).Take(limit).Select(static one => one.Utterance)]
            : FairOrder.Of(waiting, limit);

    /// <summary>The one whose turn it is.</summary>
    /// <param name="waiting">In order of arrival.</param>
    /// <param name="mayGo">Whether one may be taken now; one that may not holds up nobody.</param>
    public static WaitingTurn? Next(IReadOnlyList<WaitingTurn> waiting, Func<Utterance, bool> mayGo)
    {
        var fair = FairOrder.Of([.. waiting.Where(one => one.Place is null && mayGo(one.Utterance))], 1);
        foreach (var one in Arrange(waiting))
        {
            if (one.Place is null ? fair.Count > 0 && fair[0].Id == one.Utterance.Id : mayGo(one.Utterance))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>What changes when one is put somewhere.</summary>
    /// <param name="waiting">In order of arrival.</param>
    /// <param name="row">The one that is moved.</param>
    /// <param name="before">The one before which it is put; null for last. Not <paramref name="row"/>.</param>
    /// <returns>New places by row.</returns>
    public static IReadOnlyDictionary<long, Place?> Put(IReadOnlyList<WaitingTurn> waiting, long row, long? before)
    {
        var changes = new Dictionary<long, Place?>(Leave(waiting, row));
        var sequence = waiting.Select(static one => one.Place?.Sequence ?? 0).Concat(changes.Values.Select(static place => place?.Sequence ?? 0)).Max();
        changes[row] = new Place(before, LastRow(waiting), sequence + 1);
        return changes;
    }

    /// <summary>What changes when one leaves the line: those that stood before it stand before the next one; those that were last after it stay before what followed them.</summary>
    /// <param name="waiting">In order of arrival, with the one that leaves.</param>
    /// <param name="row">The one that leaves.</param>
    /// <returns>New places by row.</returns>
    public static IReadOnlyDictionary<long, Place?> Leave(IReadOnlyList<WaitingTurn> waiting, long row)
    {
        var changes = new Dictionary<long, Place?>();
        var followers = waiting.Where(one => one.Place?.Before == row).OrderBy(static one => one.Place!.Sequence).ToList();
        var last = LastAfter(waiting, row);
        if (followers.Count + last.Count > 0)
        {
            var order = Arrange(waiting);
            var sequence = waiting.Max(static one => one.Place?.Sequence ?? 0);
            foreach (var (moved, before) in followers.Select(one => (one, row)).Concat(last.Select(static one => (one, one.Row))))
            {
                var at = order.FindIndex(one => one.Row == before);
                long? next = at + 1 < order.Count ? order[at + 1].Row : null;
                changes[moved.Row] = new Place(next, LastRow(waiting), ++sequence);
            }
        }

        if (waiting.Any(one => one.Row == row && one.Place is not null))
        {
            changes[row] = null;
        }

        return changes;
    }

    /// <summary>Those that were put last when one was the last in fair order that waited: without it they would go ahead of what came later and is more important.</summary>
    private static List<WaitingTurn> LastAfter(IReadOnlyList<WaitingTurn> waiting, long row)
    {
        var rows = waiting.Select(static one => one.Row).ToHashSet();
        var last = waiting.Where(one => one.Place is not null && one.Row != row && !IsBefore(one, rows)).OrderBy(static one => one.Place!.Sequence).ToList();
        if (last.Count == 0)
        {
            return last;
        }

        var fair = Fair(waiting);
        var at = fair.FindIndex(one => one.Row == row);
        return at < 0 ? [] : last.FindAll(one => fair.FindLastIndex(other => other.Row <= one.Place!.After) == at);
    }

    private static long LastRow(IReadOnlyList<WaitingTurn> waiting) => waiting.Max(static one => one.Row);

    private static List<WaitingTurn> Arrange(IReadOnlyList<WaitingTurn> waiting)
    {
        var rows = waiting.Select(static one => one.Row).ToHashSet();
        var fair = Fair(waiting);
        var placed = waiting.Where(static one => one.Place is not null).OrderBy(static one => one.Place!.Sequence).ToLookup(one => IsBefore(one, rows));
        var before = placed[true].ToLookup(static one => one.Place!.Before!.Value);
        var last = placed[false].ToLookup(one => fair.FindLastIndex(other => other.Row <= one.Place!.After));

        var order = new List<WaitingTurn>(waiting.Count);
        for (var i = -1; i < fair.Count; i++)
        {
            foreach (var root in i < 0 ? last[i] : last[i].Prepend(fair[i]))
            {
                Add(order, root, before);
            }
        }

        return order;
    }

    private static List<WaitingTurn> Fair(IReadOnlyList<WaitingTurn> waiting)
    {
        var known = waiting.ToDictionary(static one => one.Utterance.Id, StringComparer.Ordinal);
        return [.. FairOrder.Of([.. waiting.Where(static one => one.Place is null)], int.MaxValue).Select(one => known[one.Id])];
    }

    private static bool IsBefore(WaitingTurn one, HashSet<long> rows) => one.Place is { Before: { } before } && rows.Contains(before);

    /// <summary>One, after all that were put before it, and what was put before those. Without recursion: a person may build a long chain.</summary>
    private static void Add(List<WaitingTurn> order, WaitingTurn root, ILookup<long, WaitingTurn> before)
    {
        var open = new Stack<(WaitingTurn One, bool IsDue)>([(root, false)]);
        while (open.TryPop(out var top))
        {
            if (top.IsDue)
            {
                order.Add(top.One);
                continue;
            }

            open.Push((top.One, true));
            foreach (var follower in before[top.One.Row].Reverse())
            {
                open.Push((follower, false));
            }
        }
    }
}
