using System.Text.Json;

namespace IShowTts.Integrations.Donations.SocketIo;

/// <summary>Pings as often as the server asked for, and notices when nothing comes any more. In Engine.IO 3 it is the client that pings.</summary>
internal sealed class SocketIoHeartbeat : IDisposable
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _silence;
    private readonly ITimer _ping;
    private readonly ITimer _dead;

    /// <summary>Starts one.</summary>
    /// <param name="open">What the server said when it opened: <c>pingInterval</c> and <c>pingTimeout</c> in ms (25,000 and 5,000 if missing; held between 50 ms and 5 min).</param>
    /// <param name="clock">The clock.</param>
    /// <param name="ping">Sends a ping; must not block.</param>
    /// <param name="giveUp">Called when nothing came for interval and timeout together; must not block.</param>
    public SocketIoHeartbeat(JsonElement open, TimeProvider clock, Action ping, Action giveUp)
    {
        var interval = Read(open, "pingInterval", TimeSpan.FromSeconds(25));
        _silence = interval + Read(open, "pingTimeout", TimeSpan.FromSeconds(5));
        _ping = clock.CreateTimer(_ => ping(), null, interval, interval);
        _dead = clock.CreateTimer(_ => giveUp(), null, _silence, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something came, and the next is waited for.</summary>
    public void Wait() => _dead.Change(_silence, Timeout.InfiniteTimeSpan);

    /// <summary>Nobody waits: silence is our own.</summary>
    public void Rest() => _dead.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ping.Dispose();
        _dead.Dispose();
    }

    private static TimeSpan Read(JsonElement open, string name, TimeSpan usual)
    {
        if (open.Member(name) is not { ValueKind: JsonValueKind.Number } value || !value.TryGetInt64(out var milliseconds)) return usual;
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, (long)s_shortest.TotalMilliseconds, (long)s_longest.TotalMilliseconds));
    }
}
