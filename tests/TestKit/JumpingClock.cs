using Microsoft.Extensions.Time.Testing;

namespace IShowTts.TestKit;

/// <summary>A clock that jumps to the end of every wait as soon as somebody waits. For code with one waiter at a time: no test waits, and times are exact.</summary>
public sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }
}
