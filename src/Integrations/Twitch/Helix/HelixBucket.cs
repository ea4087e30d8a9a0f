using System.Globalization;
using System.Net;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Follows Twitch's rate limit (headers <c>Ratelimit-Remaining</c> and <c>Ratelimit-Reset</c>): when nothing is left, calls wait until there is. Thread safe.</summary>
/// <param name="clock">The clock.</param>
internal sealed class HelixBucket(TimeProvider clock)
{
    /// <summary>A bucket is full again after a minute; no header makes anybody wait for longer.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private long _startedAt;
    private TimeSpan _wait;

    /// <summary>Returns when a call may go.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Left() is var left && left > TimeSpan.Zero) await Task.Delay(left, clock, cancellationToken);
    }

    /// <summary>Reads the headers of an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <returns>For 429: true when waiting helps, because it was this limit that refused; false when it was another one.</returns>
    public bool Note(HttpResponseMessage response)
    {
        var isRefused = response.StatusCode == HttpStatusCode.TooManyRequests;
        var remaining = Number(response, "Ratelimit-Remaining");
        var reset = Number(response, "Ratelimit-Reset");
        if (remaining > 0 || reset is not { } seconds || (remaining is null && !isRefused)) return isRefused && remaining is not > 0;

        // Both times are the server's, so that a wrong clock of ours does no harm.
        var now = response.Headers.Date ?? clock.GetUtcNow();
        var wait = TimeSpan.FromSeconds(Math.Clamp(seconds - now.ToUnixTimeSeconds(), 0, (long)s_longest.TotalSeconds));
        lock (_gate)
        {
            if (wait > LeftNow()) (_startedAt, _wait) = (clock.GetTimestamp(), wait);
        }

        return isRefused;
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private TimeSpan Left()
    {
        lock (_gate) return LeftNow();
    }

    private TimeSpan LeftNow() => _wait == TimeSpan.Zero ? TimeSpan.Zero : _wait - clock.GetElapsedTime(_startedAt);
}
