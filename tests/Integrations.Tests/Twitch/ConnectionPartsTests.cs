using System.Text;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>The small parts that the connection is made of, on a clock that is moved by hand.</summary>
public sealed class ConnectionPartsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Watchdog_Silence_AsksAndThenGivesUp()
    {
        List<string> calls = [];
        using var watchdog = MakeWatchdog(calls);

        watchdog.Wait();
        _clock.Advance(TimeSpan.FromSeconds(59));
        calls.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));
        calls.ShouldBe(["ask"]);
        _clock.Advance(TimeSpan.FromSeconds(10));

        calls.ShouldBe(["ask", "give up"]);
    }

    [Fact]
    public void Watchdog_AnswerInTime_StartsAnew()
    {
        List<string> calls = [];
        using var watchdog = MakeWatchdog(calls);

        watchdog.Wait();
        _clock.Advance(TimeSpan.FromSeconds(60));
        watchdog.Wait();
        _clock.Advance(TimeSpan.FromSeconds(59));

        calls.ShouldBe(["ask"]);
    }

    [Fact]
    public void Watchdog_NobodyWaits_StaysQuiet()
    {
        List<string> calls = [];
        using var watchdog = MakeWatchdog(calls);

        watchdog.Wait();
        watchdog.Rest();
        _clock.Advance(TimeSpan.FromHours(1));

        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconnect_ThousandsOfFailures_WaitsAreJitteredBoundedAndRepeatable()
    {
        var first = await FailAsync(2_000, seed: 5);
        var again = await FailAsync(2_000, seed: 5);
        var other = await FailAsync(2_000, seed: 6);

        first.ShouldBe(again);
        first.ShouldNotBe(other);
        first.ShouldAllBe(wait => wait >= 0 && wait <= 60);
        first[0].ShouldBeLessThan(4);
        first[10..].ShouldAllBe(wait => wait > 4);
    }

    [Fact]
    public async Task Pace_ManyMessages_OneASecondAndTwentyInThirty()
    {
        var clock = new JumpingClock(DateTimeOffset.UnixEpoch);
        using var pace = new ChatPace(clock);
        List<double> sentAt = [];

        for (var i = 0; i < 45; i++)
        {
            await pace.WaitAsync(CancellationToken.None);
            sentAt.Add((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
        }

        sentAt.Zip(sentAt.Skip(1), (left, right) => right - left).ShouldAllBe(gap => gap >= 1);
        for (var i = 20; i < sentAt.Count; i++) (sentAt[i] - sentAt[i - 20]).ShouldBeGreaterThanOrEqualTo(30);
        sentAt[^1].ShouldBeLessThan(80);
    }

    [Fact]
    public async Task RateWindow_CancelledWait_UsesNoTurn()
    {
        using var window = new RateWindow(1, TimeSpan.FromSeconds(10), _clock);
        using var stop = new CancellationTokenSource();
        await window.WaitAsync(CancellationToken.None);
        var waiting = window.WaitAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        _clock.Advance(TimeSpan.FromSeconds(10));
        window.WaitAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void RecentIds_MoreThanItHolds_ForgetsTheOneSeenLongestAgo()
    {
        var ids = new RecentIds(2);
        ids.TryAdd("a").ShouldBeTrue();
        ids.TryAdd("b").ShouldBeTrue();
        ids.TryAdd("a").ShouldBeFalse();

        ids.TryAdd("c").ShouldBeTrue();

        ids.TryAdd("a").ShouldBeFalse();
        ids.TryAdd("b").ShouldBeTrue();
        ids.Count.ShouldBe(2);
    }

    [Fact]
    public void RecentIds_Forgotten_IsNewAgain()
    {
        var ids = new RecentIds(3);
        ids.TryAdd("a");
        ids.TryAdd("b");
        ids.Forget("a");
        ids.Forget("a");
        ids.TryAdd("a").ShouldBeTrue();
        ids.TryAdd("c");

        // Three are there: nothing is forgotten. The next one pushes out b, which is the oldest now.
        (ids.Contains("a"), ids.Contains("b"), ids.Contains("c")).ShouldBe((true, true, true));
        ids.TryAdd("d");
        (ids.Contains("a"), ids.Contains("b"), ids.Count).ShouldBe((true, false, 3));
    }

    [Fact]
    public void RecentIds_EmptyId_IsNeverARepeat()
    {
        var ids = new RecentIds(2);

        ids.TryAdd("").ShouldBeTrue();
        ids.TryAdd("").ShouldBeTrue();
        ids.Contains("").ShouldBeFalse();
    }

    [Fact]
    public void GiftBombs_Many_AreBoundedAndForgotten()
    {
        var bombs = new GiftBombs();
        var now = DateTimeOffset.UnixEpoch;
        bombs.Announce("old", "1", 5, now);
        for (var i = 0; i < 100; i++) bombs.Announce($"b{i}", "2", 1, now);

        bombs.Take("old", "1", false, now).ShouldBeNull();
        bombs.Take("b99", "2", false, now).ShouldBe("b99");
        bombs.Take("b99", "2", false, now).ShouldBeNull();
        bombs.Take("b98", "2", false, now.AddMinutes(11)).ShouldBeNull();
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("\r\n\r\n\0\0\r\n  \r\na\0\r\n", "a")]
    [InlineData("no end", "")]
    [InlineData("0123456789\r\n01234567890\r\nok\r\n", "0123456789|ok")]
    public void Framer_AnySplit_GivesTheSameLines(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var framer = new IrcLineFramer(11);
            List<string> lines = [];
            foreach (var piece in bytes.Chunk(size)) framer.Append(piece, lines);

            string.Join('|', lines).ShouldBe(expected);
            framer.OverlongLines.ShouldBe(text.Contains("01234567890", StringComparison.Ordinal) ? 1 : 0);
        }
    }

    private static async Task<List<double>> FailAsync(int count, int seed)
    {
        List<double> waits = [];
        var clock = new JumpingClock(DateTimeOffset.UnixEpoch);
        var policy = ReconnectPolicy.Create<IrcConnectionException>(1, 60, clock, new Random(seed).NextDouble, (_, wait, _) => waits.Add(wait.TotalSeconds));

        await policy.ExecuteAsync(_ => waits.Count < count ? throw new IrcConnectionException("lost") : default);

        return waits;
    }

    private SilenceWatchdog MakeWatchdog(List<string> calls) =>
        new(_clock, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), () => calls.Add("ask"), () => calls.Add("give up"));
}
