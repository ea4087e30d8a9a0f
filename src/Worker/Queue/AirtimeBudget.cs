namespace IShowTts.Worker.Queue;

/// <summary>How much chat speech there may be in a minute. Pure.</summary>
internal static class AirtimeBudget
{
    /// <summary>When chat may be taken again.</summary>
    /// <param name="spent">Chat that was heard in the window that ends now, and chat in flight (its whole length counts, so that the budget is overdrawn by one at most).</param>
    /// <param name="options">The budget; 0 for none.</param>
    /// <param name="window">How long what was heard counts.</param>
    /// <returns>A past time when it may now; <see cref="DateTimeOffset.MaxValue"/> while what is in flight alone spends the budget.</returns>
    public static DateTimeOffset FreeAt(IEnumerable<Utterance> spent, QueueOptions options, TimeSpan window)
    {
        var budget = options.ChatAirtimeSecondsPerMinute * 1000d;
        if (budget == 0)
        {
            return DateTimeOffset.MinValue;
        }

        var parts = spent
            .Select(u => (Ends: u.State.IsFinal() ? u.Timestamps[u.State] + window : DateTimeOffset.MaxValue, Ms: u.AirtimeMs()))
            .OrderBy(static part => part.Ends)
            .ToList();
        var used = parts.Sum(static part => part.Ms);
        var free = DateTimeOffset.MinValue;
        for (var i = 0; used >= budget && i < parts.Count; i++)
        {
            used -= parts[i].Ms;
            free = parts[i].Ends;
        }

        return free;
    }
}
