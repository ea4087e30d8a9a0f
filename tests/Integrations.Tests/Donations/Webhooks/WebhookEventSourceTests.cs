using System.Text;
using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Donations.Webhooks;

/// <summary>A sender is answered by what became of its event, and the same id is given once.</summary>
public sealed class WebhookEventSourceTests
{
    private const int MaxPending = 256;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1795334400));

    [Fact]
    public async Task Sender_IsAnswered_OnlyWhenTheEventWasTaken()
    {
        var source = Source();
        await using var events = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();

        var answer = Send(source, "m1");
        (await events.MoveNextAsync()).ShouldBeTrue();
        answer.IsCompleted.ShouldBeFalse("it is not on disk yet");
        source.Taken(events.Current);

        (await answer.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Taken);
        source.CountOf(WebhookOutcome.Taken).ShouldBe(1);
        source.Health.Detail.ShouldBe("Shop: 1 taken");
        source.Health.State.ShouldBe(SourceState.Connected);
    }

    [Fact]
    public async Task Repeat_AfterAndBeforeTheFirstWasTaken_IsGivenOnce()
    {
        var source = Source();
        await using var events = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();

        var first = Send(source, "m1");
        var second = Send(source, "m1");
        (await events.MoveNextAsync()).ShouldBeTrue();
        source.Taken(events.Current);
        var third = Send(source, "m1");
        var other = Send(source, "m2");
        (await events.MoveNextAsync()).ShouldBeTrue();
        source.Taken(events.Current);

        events.Current.Id.ShouldBe("m2");
        (await first.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Taken);
        (await second.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Repeated);
        (await third.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Repeated);
        (await other.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Taken);
    }

    [Fact]
    public async Task Event_Dropped_FailsAndIsGivenAgainWhenItComesAgain()
    {
        var source = Source();
        await using var events = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();

        var first = Send(source, "m1");
        (await events.MoveNextAsync()).ShouldBeTrue();
        source.Dropped(events.Current);
        (await first.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Failed);
        var second = Send(source, "m1");
        (await events.MoveNextAsync()).ShouldBeTrue();
        source.Taken(events.Current);

        (await second.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Taken);
    }

    [Fact]
    public async Task Event_NotTakenInTime_IsBusy_AndTheNextTryIsAnsweredByTheFirst()
    {
        var source = Source();
        await using var events = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();

        var first = Send(source, "m1");
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await first.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Busy);
        var second = Send(source, "m1");
        (await events.MoveNextAsync()).ShouldBeTrue();
        source.Taken(events.Current);

        (await second.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Repeated);
    }

    [Fact]
    public async Task MoreThanArePending_AreBusyAtOnce()
    {
        var source = Source();
        var waiting = Enumerable.Range(0, MaxPending).Select(i => Send(source, $"m{i}")).ToArray();

        (await Send(source, "one-more").WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Busy);

        waiting.ShouldAllBe(answer => !answer.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await Task.WhenAll(waiting).WaitAsync(s_limit)).ShouldAllBe(outcome => outcome == WebhookOutcome.Busy);
    }

    [Fact]
    public async Task SwitchedOff_TakesNothing()
    {
        var source = WebhookEventSource.Signed("shop", [StandardWebhookTests.Secret(WebhookSender.Secret)], _clock, TimeSpan.FromSeconds(10), isEnabled: false);

        (await Send(source, "m1").WaitAsync(s_limit)).ShouldBe(WebhookOutcome.SwitchedOff);

        source.Health.Detail.ShouldBe("switched off, 1 switched-off");
    }

    [Fact]
    public async Task Read_TwiceAtOnce_IsRefused_AndAgainAfterTheEndIsNot()
    {
        var source = Source();
        using var stop = new CancellationTokenSource();
        await using (var first = source.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token))
        {
            var next = first.MoveNextAsync();
            await using var second = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
            await Should.ThrowAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(async () => await next);
        }

        source.Health.State.ShouldBe(SourceState.Idle);
        await using var again = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        var answer = Send(source, "m1");
        (await again.MoveNextAsync()).ShouldBeTrue();
        source.Taken(again.Current);
        (await answer.WaitAsync(s_limit)).ShouldBe(WebhookOutcome.Taken);
    }

    private WebhookEventSource Source() =>
        WebhookEventSource.Signed("shop", [StandardWebhookTests.Secret(WebhookSender.Secret)], _clock, TimeSpan.FromSeconds(10), label: "Shop");

    private Task<WebhookOutcome> Send(WebhookEventSource source, string id)
    {
        var body = Encoding.UTF8.GetBytes(WebhookSender.Donation());
        var seconds = _clock.GetUtcNow().ToUnixTimeSeconds();
        return source.ReceiveAsync(new WebhookHeaders(id, $"{seconds}", WebhookSender.Sign(WebhookSender.Secret, id, seconds, body)), body, CancellationToken.None).AsTask();
    }
}
