using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Api;

/// <summary>Who has how many event streams. Callers without a secret together, and each API key, have at most half of the places, so that no page and no program locks the streamer's dashboard out. Thread safe.</summary>
/// <param name="limit">Most streams at a time; at least 1.</param>
internal sealed class EventStreamPlaces(int limit)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(CallerKind Kind, string Name), int> held = [];
    private int open;

    /// <summary>Most streams at a time.</summary>
    public int Limit => limit;

    /// <summary>Most of one key, and of all callers without a secret; half of all, rounded up.</summary>
    public int Share => (limit + 1) / 2;

    /// <summary>Streams that are open.</summary>
    public int Open
    {
        get
        {
            lock (gate)
            {
                return open;
            }
        }
    }

    /// <summary>Takes a place; give it back with <see cref="Leave"/> when there was no objection.</summary>
    /// <param name="caller">Who wants it.</param>
    /// <returns>Why there is none; null when it was taken.</returns>
    public ProblemBody? Enter(ApiCaller caller)
    {
        lock (gate)
        {
            var has = held.GetValueOrDefault(Holder(caller));
            if (caller.Kind is CallerKind.Anonymous or CallerKind.Key && has >= Share)
            {
                return Problems.StreamShareTaken(caller, Share, limit);
            }

            if (open >= limit)
            {
                return Problems.TooManyStreams(limit);
            }

            open++;
            held[Holder(caller)] = has + 1;
            return null;
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="caller">Who had it.</param>
    public void Leave(ApiCaller caller)
    {
        lock (gate)
        {
            open--;
            if (--held[Holder(caller)] == 0)
            {
                held.Remove(Holder(caller));
            }
        }
    }

    private static (CallerKind Kind, string Name) Holder(ApiCaller caller) => (caller.Kind, caller.Name);
}
