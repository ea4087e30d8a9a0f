using System.Collections.Immutable;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>What a step is to do (see <c>CrashSteering</c>).</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">To which utterance; of a viewer's message that is refused, its id there.</param>
/// <param name="Argument">Before which; "-" for none.</param>
internal sealed record SteeringStep(string Kind, string Id, string Argument);

/// <summary>State and origin of an utterance.</summary>
internal sealed record SteeredRow(UtteranceState State, string? Origin);

/// <summary>A queue as it is between two steps: the order of what waits, and every row.</summary>
/// <param name="Order">Ids in the order in which they would be taken.</param>
/// <param name="Rows">All by id.</param>
internal sealed record SteeredQueue(ImmutableList<string> Order, ImmutableDictionary<string, SteeredRow> Rows)
{
    /// <summary>One without anything.</summary>
    public static SteeredQueue Empty { get; } = new([], ImmutableDictionary<string, SteeredRow>.Empty);

    /// <summary>Reads a queue.</summary>
    public static async Task<SteeredQueue> ReadAsync(IUtteranceQueue queue)
    {
        var rows = ImmutableDictionary.CreateBuilder<string, SteeredRow>();
        string? last = null;
        while (await queue.ListAsync(new UtteranceQuery(Limit: 500, After: last), default) is { Count: > 0 } page)
        {
            rows.AddRange(page.Select(one => KeyValuePair.Create(one.Id, new SteeredRow(one.State, one.OriginId))));
            last = page[^1].Id;
        }

        return new SteeredQueue([.. (await queue.PeekAsync(500, default)).Select(one => one.Id)], rows.ToImmutable());
    }

    /// <summary>Whether both are the same.</summary>
    public bool IsSame(SteeredQueue other) => Order.SequenceEqual(other.Order) && !Differences(other).Any();

    /// <summary>Whether another one is exactly what a step makes of this one.</summary>
    public bool Becomes(SteeredQueue after, SteeringStep step) => step.Kind switch
    {
        "move" => !Differences(after).Any() && after.Order.SequenceEqual(Moved(step.Id, step.Argument)),
        "hold" => IsChangedOnly(after, step.Id, UtteranceState.Queued, UtteranceState.Held),
        "approve" => IsChangedOnly(after, step.Id, UtteranceState.Held, UtteranceState.Queued),
        "skip" => IsChangedOnly(after, step.Id, UtteranceState.Queued, UtteranceState.Skipped),
        "add" => IsAddedOnly(after, null, UtteranceState.Queued, step.Id),
        "refuse" => IsAddedOnly(after, null, UtteranceState.Rejected, null),
        // With its rule off, another rule may refuse it: then that is on record, once.
        "release" => Rows.Values.Any(row => row.Origin == step.Id) ? IsSame(after)
            : IsAddedOnly(after, step.Id, UtteranceState.Queued, null) || IsAddedOnly(after, step.Id, UtteranceState.Rejected, null),
        "again" => Rows.Values.Any(row => row.Origin == step.Id && !row.State.IsFinal()) ? IsSame(after) : IsAddedOnly(after, step.Id, UtteranceState.Queued, null),
        _ => throw new InvalidOperationException("Unknown step " + step.Kind),
    };

    private IEnumerable<string> Differences(SteeredQueue other) => Rows.Keys.Union(other.Rows.Keys).Where(id => Rows.GetValueOrDefault(id) != other.Rows.GetValueOrDefault(id));

    private ImmutableList<string> Moved(string id, string before) => !Order.Contains(id) || id == before ? Order
        : before == "-" ? Order.Remove(id).Add(id)
        : Order.Remove(id) is var rest && rest.Contains(before) ? rest.Insert(rest.IndexOf(before), id)
        : Order;

    private bool IsChangedOnly(SteeredQueue after, string id, UtteranceState from, UtteranceState to) =>
        Rows.GetValueOrDefault(id)?.State == from
        && Differences(after).SequenceEqual([id])
        && after.Rows[id] == Rows[id] with { State = to }
        && after.Order.Contains(id) == (to == UtteranceState.Queued)
        && after.Order.Remove(id).SequenceEqual(Order.Remove(id));

    private bool IsAddedOnly(SteeredQueue after, string? origin, UtteranceState state, string? id) =>
        Differences(after).ToList() is [var added]
        && !Rows.ContainsKey(added)
        && (id is null || added == id)
        && after.Rows[added] == new SteeredRow(state, origin)
        && after.Order.Contains(added) == (state == UtteranceState.Queued)
        && after.Order.Remove(added).SequenceEqual(Order);
}
