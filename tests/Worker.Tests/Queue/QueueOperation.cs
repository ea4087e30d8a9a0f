using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>One random step of a queue, said in numbers so that it can be done to two queues alike and be shrunk.</summary>
/// <param name="Kind">What.</param>
/// <param name="Pick">Which viewer or utterance.</param>
/// <param name="Number">Priority, seconds, milliseconds or a state.</param>
public sealed record QueueOperation(byte Kind, byte Pick, byte Number)
{
    private static readonly StateReason Why = new("why");

    /// <summary>The utterance that this step adds, the same for both queues; null when it adds none.</summary>
    internal Utterance? Addition() => (Kind % 13, Number % 3) switch
    {
        ( < 4, 0) => TestUtterance.Chat("v" + (Pick % 4), new string('x', Number), Pick % 2 * 10),
        ( < 4, 1) => TestUtterance.Paid("v" + (Pick % 4), priority: Pick % 5 * 10),
        ( < 4, _) when Pick % 5 == 0 => TestUtterance.Manual(),
        ( < 4, _) => TestUtterance.Chat("v" + (Pick % 4)) with { State = Pick % 3 == 0 ? UtteranceState.Held : UtteranceState.Queued },
        _ => null,
    };

    /// <summary>Does it.</summary>
    /// <param name="home">To this queue.</param>
    /// <param name="addition">What <see cref="Addition"/> gave.</param>
    /// <param name="known">What was added so far, in order.</param>
    /// <returns>What the queue answered, as text.</returns>
    internal async Task<string> ApplyAsync(QueueHome home, Utterance? addition, IReadOnlyList<Utterance> known)
    {
        var queue = home.Queue;
        var id = known.Count == 0 ? "none" : known[Pick % known.Count].Id;
        switch (Kind % 13)
        {
            case < 4:
                var added = await queue.Add(addition!);
                return $"{added.Outcome} {Show(added.Utterance)} displaced {Show(added.Displaced)}";
            case 4 or 5:
                return "took " + Show(await queue.Take());
            case 6:
                return "moved " + Show((await queue.Move(id, (UtteranceState)(Number % 10), Number * 100))?.Utterance);
            case 7:
                await queue.SaveProgressAsync(id, TimeSpan.FromMilliseconds(Number * 10), Pick % 2 == 0 ? TimeSpan.FromSeconds(2) : null, default);
                return "progress";
            case 8:
                var match = new UtteranceMatch { Viewer = new("id-v" + (Pick % 4), "", ""), OnlyFromViewers = Number % 2 == 0 };
                var cancelled = await queue.CancelAsync(match, UtteranceState.Cancelled, Why, default);
                return string.Join(';', cancelled.Select(static t => Show(t.Utterance)));
            case 9:
                return "reworded " + Show((await queue.RewordAsync(id, "again " + Number, Why, default))?.Utterance);
            case 10:
                home.Time.Advance(TimeSpan.FromSeconds(Number));
                return "time";
            case 11:
                var before = Number % 4 == 0 || known.Count == 0 ? null : known[Number % known.Count].Id;
                return "placed " + Show((await queue.PlaceAsync(id, before, Why, default))?.Utterance);
            default:
                var recovered = await home.OpenAsync();
                return string.Join(';', recovered.Select(static t => Show(t.Utterance)));
        }
    }

    /// <summary>All that matters of an utterance.</summary>
    internal static string Show(Utterance? u) => u is null
        ? "nothing"
        : $"{u.Id} {u.State} {u.Reason} {u.Attempts} {u.SpokenText} {u.Timings} {string.Join(',', u.Timestamps.OrderBy(static t => t.Key))}";
}
