using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations;

/// <summary>Ids of the donations that a source gave, so that a repeat is known; outlives connections. Thread safe: intake may give one back while others come.</summary>
internal sealed class GivenDonations
{
    /// <summary>How many ids are remembered against repeats; the queue remembers the rest.</summary>
    private const int RememberedIds = 10_000;

    private readonly Lock _gate = new();
    private readonly RecentIds _ids = new(RememberedIds);

    /// <summary>Notes an id; false when it was given before.</summary>
    /// <param name="id">The donation's id.</param>
    public bool TryAdd(string id)
    {
        lock (_gate) return _ids.TryAdd(id);
    }

    /// <summary>Forgets a donation that reached nobody, so that it is no repeat when it comes again.</summary>
    /// <param name="id">The donation's id.</param>
    public void Forget(string id)
    {
        lock (_gate) _ids.Forget(id);
    }
}
