using IShowTts.Integrations.Events;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Control;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Intake;

namespace IShowTts.Worker.Tests.Redemptions;

/// <summary>Each of our own settlings comes back from Twitch as an event, which is nobody's deed.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class RefundEchoTests : IAuditLog, IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly List<string> _audit = [];
    private readonly NowPlaying _nowPlaying = new();
    private LedgerStage _stage = null!;
    private SpeechControl _control = null!;

    public async Task InitializeAsync()
    {
        _stage = await LedgerStage.OpenAsync();
        _control = new SpeechControl(
            _stage.Queue, new ActiveCues(), _nowPlaying, new SpeechGate(), new RecentModeration(_stage.Time), new ComposerBench().Composer, _stage.Queue, _stage.Time, this);
    }

    public async Task DisposeAsync()
    {
        _nowPlaying.Dispose();
        await _stage.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Echo_OfOurOwnSettling_IsNotAuditedAndChangesNothing(bool isRefund)
    {
        var redeemed = await _stage.RedeemAsync("ana", isRefund ? UtteranceState.Rejected : UtteranceState.Queued, ReasonCodes.Link);
        if (!isRefund)
        {
            await _stage.Queue.CancelAsync(new UtteranceMatch { Id = redeemed.Id }, UtteranceState.Heard, new StateReason(ReasonCodes.Finished), default);
        }

        await _stage.RunAsync();
        var told = _stage.StatusOf(redeemed);

        (await _control.ModerateAsync(Changed(redeemed, isCancelled: told == BookedRedemption.Canceled), default)).ShouldBe(0);

        _audit.ShouldBeEmpty();
        await _stage.RunAsync();
        (_stage.Book.Calls.Count, _stage.StatusOf(redeemed)).ShouldBe((1, isRefund ? BookedRedemption.Canceled : BookedRedemption.Fulfilled));
        (await _stage.Queue.ListNoticesAsync(10, default)).Count.ShouldBe(isRefund ? 1 : 0, "the viewer is told of the refund all the same");
    }

    [Fact]
    public async Task Change_BySomebodyElse_IsAuditedOnce()
    {
        var redeemed = await _stage.RedeemAsync();

        (await _control.ModerateAsync(Changed(redeemed, isCancelled: true), default)).ShouldBe(1);
        (await _control.ModerateAsync(Changed(redeemed, isCancelled: true), default)).ShouldBe(0);

        _audit.ShouldBe(["moderation redemption-cancelled change-1: 1 taken back"]);
        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        _audit.Add($"{actor.Via} {action} {target}: {outcome}");
        return default;
    }

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    private static RedemptionChanged Changed(Utterance redeemed, bool isCancelled) =>
        new() { Id = "change-1", Source = "twitch-eventsub", Channel = "somechannel", RedemptionId = redeemed.RedemptionId!, IsCancelled = isCancelled };
}
