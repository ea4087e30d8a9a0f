using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class PlacedOrderTests
{
    private static readonly StateReason Why = new(ReasonCodes.Moved);

    [Property(MaxTest = 200)]
    public Property Put_AnyLineAnyMoves_StandsWhereItWasPutAndOthersKeepTheirFairOrder() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Viewer, byte Priority)>().Array(), ArbMap.Default.ArbFor<(byte From, byte To)>().Array(), (people, moves) =>
        {
            var line = people.Take(12).Select(static (one, i) => Turn(i, one.Viewer % 4, one.Priority % 3 * 10)).ToList();
            foreach (var (from, to) in line.Count == 0 ? [] : moves.Take(12))
            {
                var moved = line[from % line.Count];
                var target = to % (line.Count + 1);
                var before = target == line.Count || line[target].Row == moved.Row ? (WaitingTurn?)null : line[target];
                line = Apply(line, PlacedOrder.Put(line, moved.Row, before?.Row));

                var order = PlacedOrder.Of(line, int.MaxValue).Select(static u => u.Id).ToList();
                order.Order(StringComparer.Ordinal).ShouldBe(line.Select(static one => one.Utterance.Id).Order(StringComparer.Ordinal), "nothing is lost or doubled");
                var at = order.IndexOf(moved.Utterance.Id);
                (at + 1 == order.Count ? null : order[at + 1]).ShouldBe(before?.Utterance.Id, "it stands where it was put");
                Unmoved(line, order).ShouldBe(FairOrder.Of([.. line.Where(static one => one.Place is null)], int.MaxValue).Select(static u => u.Id));
            }
        });

    [Property(MaxTest = 400)]
    public Property PutAndLeave_AnyLineThatGrows_KeepTheOrderOfAllOthers() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte From, byte To, byte Priority)>().Array(), ArbMap.Default.ArbFor<byte[]>(), (moves, leavers) =>
        {
            // All of different viewers who were never served: moving or leaving changes nobody's fair turn, so the rest must not change at all.
            var line = Enumerable.Range(0, 5).Select(static i => Turn(i, i, 0)).ToList();
            foreach (var (from, to, priority) in moves.Take(15))
            {
                line.Add(Turn(line.Count, line.Count, priority % 3 * 10));
                var moved = line[from % line.Count];
                WaitingTurn? before = to % 3 == 0 ? null : line[to % line.Count];
                if (before?.Row != moved.Row)
                {
                    var rest = Order(line).Where(id => id != moved.Utterance.Id).ToList();
                    line = Apply(line, PlacedOrder.Put(line, moved.Row, before?.Row));
                    rest.Insert(before is { } target ? rest.IndexOf(target.Utterance.Id) : rest.Count, moved.Utterance.Id);
                    Order(line).ShouldBe(rest);
                }
            }

            foreach (var leaver in leavers.Take(9).Where(_ => line.Count > 1))
            {
                var one = line[leaver % line.Count];
                var expected = Order(line).Where(id => id != one.Utterance.Id).ToList();
                line = [.. Apply(line, PlacedOrder.Leave(line, one.Row)).Where(other => other.Row != one.Row)];
                Order(line).ShouldBe(expected);
            }
        });

    [Property(MaxTest = 40)]
    public Property Take_AfterAnyMoves_FollowsTheOrderThatWasShown() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Viewer, byte Priority)>().Array(), ArbMap.Default.ArbFor<(byte From, byte To)>().Array(), (people, moves) =>
            TakesAsShownAsync(people, moves).GetAwaiter().GetResult());

    [Fact]
    public void Of_AChainOfThousands_IsArrangedWithoutARecursion()
    {
        var line = Enumerable.Range(0, 5_000).Select(static i => Turn(i, i, 0) with { Place = i == 4_999 ? null : new Place(i + 1, i, i) }).ToList();

        PlacedOrder.Of(line, int.MaxValue).Count.ShouldBe(5_000);
    }

    private static async Task TakesAsShownAsync((byte Viewer, byte Priority)[] people, (byte From, byte To)[] moves)
    {
        await using var home = new SqliteQueueHome();
        await home.OpenAsync();
        var ids = new List<string>();
        foreach (var (viewer, priority) in people.Take(10))
        {
            ids.Add((await home.Queue.Add(TestUtterance.Paid("v" + (viewer % 3), priority: priority % 3 * 10))).Utterance.Id);
        }

        foreach (var (from, to) in ids.Count == 0 ? [] : moves.Take(10))
        {
            await home.Queue.PlaceAsync(ids[from % ids.Count], to % 5 == 0 ? null : ids[to % ids.Count], Why, default);
        }

        var shown = (await home.Queue.PeekAsync(100, default)).Select(static u => u.Id).ToList();
        await home.OpenAsync();
        var taken = new List<string>();
        while (await home.Queue.Take() is { } one)
        {
            taken.Add(one.Id);
        }

        taken.ShouldBe(shown);
    }

    private static WaitingTurn Turn(int row, int viewer, int priority)
    {
        var utterance = TestUtterance.Chat("v" + viewer, priority: priority);
        return new WaitingTurn(utterance, utterance.TurnKey(), 0, row);
    }

    private static List<WaitingTurn> Apply(List<WaitingTurn> line, IReadOnlyDictionary<long, Place?> changes) =>
        [.. line.Select(one => changes.TryGetValue(one.Row, out var place) ? one with { Place = place } : one)];

    private static List<string> Order(List<WaitingTurn> line) => [.. PlacedOrder.Of(line, int.MaxValue).Select(static u => u.Id)];

    private static IEnumerable<string> Unmoved(List<WaitingTurn> line, List<string> order)
    {
        var unmoved = line.Where(static one => one.Place is null).Select(static one => one.Utterance.Id).ToHashSet();
        return order.Where(unmoved.Contains);
    }
}
