using System.Net;
using FsCheck;
using FsCheck.Xunit;
using IShowTts.Worker.Api.Keys;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Keys;

public class WrongKeysTests
{
    private static readonly IPAddress Here = IPAddress.Loopback;

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Mistakes_AFew_AreExplained()
    {
        var wrong = new WrongKeys(time);

        Enumerable.Range(0, WrongKeys.Free).Select(_ => wrong.Note(Here)).ShouldAllBe(wait => wait == null);
    }

    [Fact]
    public void Mistakes_Many_WaitTwiceAsLongEachTimeUpToFiveMinutes()
    {
        var wrong = new WrongKeys(time);
        Spend(wrong, Here);

        var waits = new List<double>();
        for (var round = 0; round < 12; round++)
        {
            var wait = wrong.Note(Here).ShouldNotBeNull();
            waits.Add(wait.TotalSeconds);
            time.Advance(wait);
            wrong.Note(Here).ShouldBeNull("after the wait one mistake is explained again");
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    }

    [Fact]
    public void Mistakes_DuringTheWait_DoNotMakeItLonger()
    {
        var wrong = new WrongKeys(time);
        Spend(wrong, Here);

        for (var number = 0; number < 1_000; number++)
        {
            wrong.Note(Here).ShouldBe(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Mistakes_LongAgo_AreForgiven()
    {
        var wrong = new WrongKeys(time);
        Spend(wrong, Here);

        time.Advance(TimeSpan.FromMinutes(15));

        Enumerable.Range(0, WrongKeys.Free).Select(_ => wrong.Note(Here)).ShouldAllBe(wait => wait == null);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_OfOneNetwork_CountTogether(string first, string second, bool together)
    {
        var wrong = new WrongKeys(time);
        Spend(wrong, IPAddress.Parse(first));

        (wrong.Note(IPAddress.Parse(second)) is not null).ShouldBe(together);
    }

    [Fact]
    public void Addresses_WithoutEnd_NeedBoundedMemoryAndTheLatestAreKept()
    {
        var wrong = new WrongKeys(time);
        for (var number = 0; number < WrongKeys.MaxAddresses * 2; number++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            wrong.Note(new IPAddress(number + 1L));
        }

        wrong.Count.ShouldBe(WrongKeys.MaxAddresses);
        Enumerable.Range(0, WrongKeys.Free - 1).Select(_ => wrong.Note(new IPAddress(WrongKeys.MaxAddresses * 2L))).ShouldAllBe(wait => wait == null);
        wrong.Note(new IPAddress(WrongKeys.MaxAddresses * 2L)).ShouldNotBeNull("it was not forgotten");
    }

    [Property(MaxTest = 50)]
    public bool Waits_OfAnySequence_StayBounded(NonNegativeInt[] pauses)
    {
        var clock = new FakeTimeProvider();
        var wrong = new WrongKeys(clock);
        return pauses.All(pause =>
        {
            clock.Advance(TimeSpan.FromSeconds(pause.Get % 700));
            return wrong.Note(Here) is null or { TotalSeconds: > 0 and <= 300 };
        });
    }

    private static void Spend(WrongKeys wrong, IPAddress address)
    {
        for (var number = 0; number < WrongKeys.Free; number++)
        {
            wrong.Note(address);
        }
    }
}
