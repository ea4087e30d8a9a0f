using System.Threading.Channels;
using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Donations.Streamlabs;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class DonationEventSourceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Give_LineDropsWhileTheBufferIsFull_IsNoRepeatWhenItIsListedAgain()
    {
        var events = Channel.CreateBounded<StreamEvent>(1);
        using var outlet = new DonationOutlet(
            "service", events.Writer, new GivenDonations(), new HealthBoard(TimeProvider.System), TimeProvider.System, new CapturingLogger<DonationOutlet>());
        await outlet.GiveAsync(Donation("first"), CancellationToken.None);
        using var line = new CancellationTokenSource();
        var waiting = outlet.GiveAsync(Donation("second"), line.Token).AsTask();

        await line.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting.WaitAsync(s_limit));
        (await events.Reader.ReadAsync()).Id.ShouldBe("first");
        await outlet.GiveAsync(Donation("second"), CancellationToken.None).AsTask().WaitAsync(s_limit);

        events.Reader.TryRead(out var given).ShouldBeTrue();
        given!.Id.ShouldBe("second");
    }

    [Fact]
    public async Task Dropped_ByIntake_IsGivenAgainOnce()
    {
        using var limit = new CancellationTokenSource(s_limit);
        var feed = new ScriptedFeed();
        using var source = new DonationEventSource(feed, new StreamlabsOptions(), TimeProvider.System, () => 0.5, new CapturingLogger<DonationEventSource>());
        await using var events = source.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        feed.Script.Writer.TryWrite("first").ShouldBeTrue();
        (await events.MoveNextAsync()).ShouldBeTrue();

        source.Dropped(events.Current);
        foreach (var id in new[] { "first", "first", "second" }) feed.Script.Writer.TryWrite(id).ShouldBeTrue();

        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.Id.ShouldBe("first");
        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.Id.ShouldBe("second", "what was taken is a repeat");
    }

    private static DecodeResult Donation(string id) =>
        DonationEvents.Make(new DonationFacts { Service = "service", Id = id, Name = "bob", Amount = "5", Currency = "EUR", Message = "", At = null }, DateTimeOffset.UnixEpoch);

    /// <summary>A service that gives what the test writes.</summary>
    private sealed class ScriptedFeed : IDonationFeed
    {
        public Channel<string> Script { get; } = Channel.CreateUnbounded<string>();

        public string Service => "service";

        public async Task<string> RunAsync(DonationOutlet outlet, CancellationToken cancellationToken)
        {
            outlet.Connected();
            await foreach (var id in Script.Reader.ReadAllAsync(cancellationToken)) await outlet.GiveAsync(Donation(id), cancellationToken);
            return "the script ended";
        }
    }
}
