using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Intake;
using IShowTts.Worker.Tests.Redemptions;

namespace IShowTts.Worker.Tests.Control;

/// <summary>What is said again, and what is released from a rule: new utterances, never settled twice, never what was taken back.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class ReplaysTests : IAuditLog, IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly Actor Robin = new("robin", "dashboard");

    private readonly List<string> _audit = [];
    private readonly NowPlaying _nowPlaying = new();
    private readonly ComposerBench _bench = new(
        ("Filters:BlockedWords:Words:0", "banana"), ("Filters:BlockedWords:Words:1", "cherry"), ("Filters:Cooldown:ViewerSeconds", "60"));

    private bool _canBeLeft;
    private LedgerStage _stage = null!;
    private SpeechControl _control = null!;

    public async Task InitializeAsync()
    {
        _stage = await LedgerStage.OpenAsync();
        _control = NewControl();
    }

    public async Task DisposeAsync()
    {
        _nowPlaying.Dispose();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Again_OfWhatWasHeard_IsTheSameWordsAsANewUnpaidUtterance()
    {
        var heard = await HearAsync(TestUtterance.Paid("ana", "cheer100 hello") with { Voice = "alto" });

        var result = await _control.AgainAsync(heard.Id, Robin, default);

        result.Outcome.ShouldBe(ReplayOutcome.Added);
        var again = await _stage.Queue.Now(result.Utterance!.Id);
        (again.SpokenText, again.Voice, again.Viewer, again.Kind, again.State).ShouldBe((heard.SpokenText, "alto", heard.Viewer, heard.Kind, UtteranceState.Queued));
        (again.IsPaid, again.Amount, again.RedemptionId, again.OriginId).ShouldBe((false, null, null, heard.Id));
        (again.Id == heard.Id, again.EventId == heard.EventId, again.Reason!.Code).ShouldBe((false, false, ReasonCodes.Again));
        (await _stage.Queue.Now(heard.Id)).State.ShouldBe(UtteranceState.Heard);
        _audit.ShouldBe([$"dashboard again {heard.Id}: Added as {again.Id}"]);
    }

    [Fact]
    public async Task Again_AskedTwiceBeforeItIsOver_IsSaidOnce()
    {
        var heard = await HearAsync(TestUtterance.Chat());

        var (one, two) = (await _control.AgainAsync(heard.Id, Robin, default), await _control.AgainAsync(heard.Id, Robin, default));
        await _stage.Queue.HearNext();
        (await _stage.Queue.Take()).ShouldBeNull();
        var three = await _control.AgainAsync(heard.Id, Robin, default);

        (one.Outcome, two.Outcome, two.Utterance!.Id == one.Utterance!.Id).ShouldBe((ReplayOutcome.Added, ReplayOutcome.Before, true));
        (three.Outcome, three.Utterance!.Id == one.Utterance.Id).ShouldBe((ReplayOutcome.Added, false));
    }

    [Theory]
    [InlineData("banana", "banana")]
    [InlineData("a fruit", "a b4nana")]
    public async Task Again_OfWordsThatAreBlockedByNow_IsRejectedAndMayBeReleased(string spoken, string typed)
    {
        var heard = await HearAsync(TestUtterance.Chat("ana", spoken) with { OriginalText = typed });

        var refused = await _control.AgainAsync(heard.Id, Robin, default);
        (await _stage.Queue.Take()).ShouldBeNull();
        var released = await _control.ReleaseAsync(refused.Utterance!.Id, Robin, default);

        (refused.Outcome, refused.Utterance.Reason!.Rule, refused.Utterance.SpokenText).ShouldBe((ReplayOutcome.Rejected, "Filters:BlockedWords:banana", ""));
        released.Outcome.ShouldBe(ReplayOutcome.Added);
    }

    [Fact]
    public async Task Again_OfWhatAPersonReleasedFromAWord_IsSaid()
    {
        var refused = await RefuseAsync("banana");
        await _control.ReleaseAsync(refused.Id, Robin, default);
        var heard = (await _stage.Queue.HearNext())!;

        (await _control.AgainAsync(heard.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.Added);
    }

    [Fact]
    public async Task Audit_WhenWhoAskedLeavesAfterTheChange_IsWrittenAllTheSame()
    {
        using var request = new CancellationTokenSource();
        var heard = await HearAsync(TestUtterance.Chat());
        var again = (await _control.AgainAsync(heard.Id, Robin, request.Token)).Utterance!;
        await _control.HoldAsync(again.Id, Robin, request.Token);
        await _control.ApproveAsync(again.Id, Robin, request.Token);
        await _control.PlaceAsync(again.Id, null, Robin, request.Token);
        await _control.SkipAsync(again.Id, Robin, request.Token);
        await _control.ReleaseAsync(again.Id, Robin, request.Token);
        await _control.RejectAsync(again.Id, Robin, request.Token);
        await _control.WithdrawAsync(again.Id, Robin, request.Token);
        await _control.SayAsync(new SayRequest("hello"), Robin, request.Token);
        await _control.ClearAsync(Robin, request.Token);
        await _control.StopAllAsync(Robin, request.Token);
        await _control.ModerateAsync(Moderation("deleted"), request.Token);
        await request.CancelAsync();
        await _control.PauseAsync(Robin, request.Token);
        await _control.ResumeAsync(Robin, request.Token);
        await _control.SetEnabledAsync(true, Robin, request.Token);
        await _control.SetModeAsync(SpeechMode.All, Robin, request.Token);

        _audit.Count.ShouldBe(16);
        _canBeLeft.ShouldBeFalse();
    }

    [Fact]
    public async Task Again_OfAFulfilledRedemption_SettlesNothingMore()
    {
        var redeemed = await _stage.RedeemAsync();
        await _stage.Queue.HearNext();
        await _stage.RunAsync();

        await _control.AgainAsync(redeemed.Id, Robin, default);
        await _stage.Queue.HearNext();
        await _stage.RunAsync();

        (_stage.StatusOf(redeemed), _stage.Book.Calls.Count).ShouldBe((BookedRedemption.Fulfilled, 1));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("banned")]
    [InlineData("cleared")]
    public async Task Again_OfWhatWasTakenBackAfterItWasHeard_IsRefusedAlsoAfterARestart(string how)
    {
        var heard = await HearAsync(TestUtterance.Chat("ana") with { MessageId = "m-1" });

        await _control.ModerateAsync(Moderation(how), default);
        await RestartAsync();

        (await _control.AgainAsync(heard.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
        (await _stage.Queue.Take()).ShouldBeNull();
    }

    [Fact]
    public async Task Again_OfWordsThatAreDeletedThen_EndsToo()
    {
        var heard = await HearAsync(TestUtterance.Chat("ana") with { MessageId = "m-1" });
        var again = (await _control.AgainAsync(heard.Id, Robin, default)).Utterance!;

        await _control.ModerateAsync(Moderation("deleted"), default);

        (await _stage.Queue.Now(again.Id)).State.ShouldBe(UtteranceState.Cancelled);
    }

    [Fact]
    public async Task Again_OfWhatWaitsOrHasNoWordsOrIsNotThere_SaysWhichItIs()
    {
        var waiting = (await _stage.Queue.Add(TestUtterance.Chat())).Utterance;
        var refused = await RefuseAsync("banana");

        (await _control.AgainAsync(waiting.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.WrongState);
        (await _control.AgainAsync(refused.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.WrongState);
        (await _control.AgainAsync("' OR 1=1 --", Robin, default)).Outcome.ShouldBe(ReplayOutcome.Unknown);
    }

    [Fact]
    public async Task Release_FromABlockedWord_SpeaksTheOriginalWords()
    {
        var refused = await RefuseAsync("a banana for you");

        var result = await _control.ReleaseAsync(refused.Id, Robin, default);
        await RestartAsync();

        result.Outcome.ShouldBe(ReplayOutcome.Added);
        var released = await _stage.Queue.Now(result.Utterance!.Id);
        (released.State, released.SpokenText, released.OriginId, released.MessageId).ShouldBe((UtteranceState.Queued, "Robin says a banana for you", refused.Id, refused.MessageId));
        released.Reason.ShouldBe(new StateReason(ReasonCodes.Released, "Filters:BlockedWords:banana", "Released by robin."));
        (await _stage.Queue.Now(refused.Id)).State.ShouldBe(UtteranceState.Rejected, "nothing leaves a final state");
    }

    [Fact]
    public async Task Release_WhenAnotherWordIsBlocked_IsRejectedByItAndMayBeReleasedFromBoth()
    {
        var refused = await RefuseAsync("banana and cherry");

        var second = await _control.ReleaseAsync(refused.Id, Robin, default);
        var third = await _control.ReleaseAsync(second.Utterance!.Id, Robin, default);

        (second.Outcome, second.Utterance.Reason!.Rule).ShouldBe((ReplayOutcome.Rejected, "Filters:BlockedWords:cherry"));
        (third.Outcome, third.Utterance!.SpokenText).ShouldBe((ReplayOutcome.Added, "Robin says banana and cherry"));
    }

    [Fact]
    public async Task Release_AskedTwice_IsSpokenOnce()
    {
        var refused = await RefuseAsync("banana");

        var first = await _control.ReleaseAsync(refused.Id, Robin, default);
        var second = await _control.ReleaseAsync(refused.Id, Robin, default);

        (second.Outcome, second.Utterance!.Id).ShouldBe((ReplayOutcome.Before, first.Utterance!.Id));
        (await _stage.Queue.PeekAsync(10, default)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Release_ClickedTwiceAtOnce_IsOneWithItsNameWhicheverClickIsStoredFirst(bool isSecondStoredFirst)
    {
        var refused = await RefuseAsync("a banana for you");
        _bench.Now = _stage.Time.GetUtcNow();
        _bench.Say("Robin spoke last").ShouldNotBeNull();
        var replays = new Replays(new ClickedQueue(_stage.Queue, isSecondStoredFirst), _bench.Composer, _stage.Time);

        var results = await Task.WhenAll(replays.ReleaseAsync(refused.Id, Robin, default).AsTask(), replays.ReleaseAsync(refused.Id, Robin, default).AsTask());

        results.Select(static result => result.Outcome).ShouldBe([ReplayOutcome.Added, ReplayOutcome.Before], ignoreOrder: true);
        results[1].Utterance!.Id.ShouldBe(results[0].Utterance!.Id);
        (await _stage.Queue.PeekAsync(10, default)).ShouldHaveSingleItem().SpokenText.ShouldBe("Robin says a banana for you");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Again_ClickedTwiceAtOnce_IsOneWhicheverClickIsStoredFirst(bool isSecondStoredFirst)
    {
        var heard = await HearAsync(TestUtterance.Chat());
        var replays = new Replays(new ClickedQueue(_stage.Queue, isSecondStoredFirst), _bench.Composer, _stage.Time);

        var results = await Task.WhenAll(replays.AgainAsync(heard.Id, Robin, default).AsTask(), replays.AgainAsync(heard.Id, Robin, default).AsTask());

        results.Select(static result => result.Outcome).ShouldBe([ReplayOutcome.Added, ReplayOutcome.Before], ignoreOrder: true);
        results[1].Utterance!.Id.ShouldBe(results[0].Utterance!.Id);
        (await _stage.Queue.PeekAsync(10, default)).ShouldHaveSingleItem().SpokenText.ShouldBe(heard.SpokenText);
    }

    [Fact]
    public async Task Release_OfWhatEveryPacingRuleWouldCount_CountsForNoneHoweverOftenItIsClicked()
    {
        var bench = new ComposerBench(
            ("Filters:BlockedWords:Words:0", "banana"), ("Filters:Cooldown:ViewerSeconds", "60"), ("Filters:Cooldown:GlobalSeconds", "60"), ("Filters:Duplicates:Action", "Reject"));
        bench.Now = _stage.Time.GetUtcNow();
        var refused = (await _stage.Queue.Add(bench.Decide(bench.Chat("banana")).Utterance!)).Utterance;
        var replays = new Replays(_stage.Queue, bench.Composer, _stage.Time);

        var first = await replays.ReleaseAsync(refused.Id, Robin, default);
        var second = await replays.ReleaseAsync(refused.Id, Robin, default);

        (first.Outcome, first.Utterance!.State, second.Outcome, second.Utterance!.Id).ShouldBe((ReplayOutcome.Added, UtteranceState.Queued, ReplayOutcome.Before, first.Utterance.Id));
        bench.Decide(bench.Chat("hello")).Verdict.Verdict.ShouldBe(Verdict.Speak, "a release does not use up the viewer's turn");
    }

    [Fact]
    public async Task Release_ClickedTwice_TheNextOneWhoSpeaksIsNamed()
    {
        var bench = new ComposerBench(("Filters:BlockedWords:Words:0", "banana")) { Now = _stage.Time.GetUtcNow() };
        bench.Decide(bench.Chat("one", "Ana")).Utterance!.SpokenText.ShouldBe("Ana says one");
        var refused = (await _stage.Queue.Add(bench.Decide(bench.Chat("banana")).Utterance!)).Utterance;
        var replays = new Replays(_stage.Queue, bench.Composer, _stage.Time);

        await replays.ReleaseAsync(refused.Id, Robin, default);
        await replays.ReleaseAsync(refused.Id, Robin, default);

        // What was released is heard later than it was decided on: whoever comes next, nobody is to be taken for another.
        bench.Decide(bench.Chat("two")).Utterance!.SpokenText.ShouldBe("Robin says two");
        bench.Decide(bench.Chat("three")).Utterance!.SpokenText.ShouldBe("three");
    }

    [Fact]
    public async Task Release_FromAWait_IsNotMadeToWaitAgain()
    {
        (await _stage.Queue.Add(_bench.Decide(_bench.Chat("one")).Utterance!)).Utterance.State.ShouldBe(UtteranceState.Queued);
        var refused = (await _stage.Queue.Add(_bench.Decide(_bench.Chat("two")).Utterance!)).Utterance;
        refused.Reason!.Code.ShouldBe(ReasonCodes.ViewerCooldown);

        (await _control.ReleaseAsync(refused.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.Added);
    }

    [Fact]
    public async Task Release_OfAViewerWhoIsIgnoredNow_IsRejectedByThat()
    {
        var refused = await RefuseAsync("banana");
        _bench.Choose("robin", new(true, null, null));

        var result = await _control.ReleaseAsync(refused.Id, Robin, default);

        (result.Outcome, result.Utterance!.Reason!.Code).ShouldBe((ReplayOutcome.Rejected, ReasonCodes.IgnoredViewer));
    }

    [Theory]
    [InlineData(ReasonCodes.RejectedByPerson)]
    [InlineData(ReasonCodes.HeldByPlatform)]
    [InlineData(ReasonCodes.AlreadyDeleted)]
    public async Task Release_OfWhatAPersonOrThePlatformRefused_IsNeverDone(string code)
    {
        var refused = (await _stage.Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Rejected, Reason = new StateReason(code, "Intake:HeldByPlatform") })).Utterance;

        (await _control.ReleaseAsync(refused.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
        (await _control.AgainAsync(refused.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
    }

    [Fact]
    public async Task Release_OfWhatWasDeletedAfterItWasRefused_IsNeverDone()
    {
        var refused = await RefuseAsync("banana", "m-1");
        await _control.ModerateAsync(Moderation("deleted"), default);

        (await _control.ReleaseAsync(refused.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
    }

    [Fact]
    public async Task Release_OfWhatNoRuleRefused_IsNotDone()
    {
        var heard = await HearAsync(TestUtterance.Chat());

        (await _control.ReleaseAsync(heard.Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.WrongState);
        (await _control.ReleaseAsync("nobody", Robin, default)).Outcome.ShouldBe(ReplayOutcome.Unknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Release_OfARedemption_IsSpokenForFreeAndItsPointsGoBackOnce(bool isRefundTold)
    {
        var redeemed = _stage.Book.Redeem(_stage.Reward.Id, new Viewer("id-ana", "ana", "ana"), "banana", _stage.Time.GetUtcNow());
        var refused = (await _stage.Queue.Add(LedgerStage.UtteranceOf(redeemed, UtteranceState.Rejected) with
        {
            OriginalText = "banana",
            Reason = new StateReason(ReasonCodes.BlockedWord, "Filters:BlockedWords:banana"),
        })).Utterance;
        if (isRefundTold)
        {
            await _stage.RunAsync();
        }

        var released = (await _control.ReleaseAsync(refused.Id, Robin, default)).Utterance!;
        await RestartAsync();
        (await _stage.Queue.HearNext())!.Id.ShouldBe(released.Id);
        await _stage.RunAsync();
        await _stage.RunAsync();

        (released.IsPaid, released.Amount, released.RedemptionId, released.RewardId).ShouldBe((false, null, null, ""));
        (_stage.StatusOf(refused), _stage.Book.Calls.Count).ShouldBe((BookedRedemption.Canceled, 1));
        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Release_OfADonation_StaysPaid()
    {
        var refused = (await _stage.Queue.Add(TestUtterance.Paid("ana", "banana") with
        {
            Kind = UtteranceKind.Donation,
            Amount = new Amount(3.5m, "EUR"),
            State = UtteranceState.Rejected,
            SpokenText = "",
            Reason = new StateReason(ReasonCodes.BlockedWord, "Filters:BlockedWords:banana"),
        })).Utterance;

        var released = (await _control.ReleaseAsync(refused.Id, Robin, default)).Utterance!;

        (released.IsPaid, released.Amount).ShouldBe((true, new Amount(3.5m, "EUR")));
        released.SpokenText.ShouldContain("banana");
    }

    [Fact]
    public async Task Hold_OfWhatIsQueued_WaitsForApprovalAndIsAudited()
    {
        var queued = (await _stage.Queue.Add(TestUtterance.Chat())).Utterance;

        var held = await _control.HoldAsync(queued.Id, Robin, default);

        (held!.State, held.Reason!.Code).ShouldBe((UtteranceState.Held, ReasonCodes.HeldByPerson));
        (await _stage.Queue.Take()).ShouldBeNull();
        (await _control.HoldAsync(queued.Id, Robin, default)).ShouldBeNull();
        (await _control.ApproveAsync(queued.Id, Robin, default))!.State.ShouldBe(UtteranceState.Queued);
        _audit.ShouldBe([$"dashboard hold {queued.Id}: done", $"dashboard hold {queued.Id}: not queued", $"dashboard approve {queued.Id}: done"]);
    }

    [Fact]
    public async Task Place_OfWhatIsQueued_IsAudited()
    {
        var (one, two) = ((await _stage.Queue.Add(TestUtterance.Chat("a"))).Utterance, (await _stage.Queue.Add(TestUtterance.Chat("b"))).Utterance);

        await _control.PlaceAsync(two.Id, one.Id, Robin, default);
        await _control.PlaceAsync(two.Id, null, Robin, default);
        await _control.PlaceAsync("nobody", null, Robin, default);

        _audit.ShouldBe([$"dashboard move {two.Id}: before {one.Id}", $"dashboard move {two.Id}: last", "dashboard move nobody: not queued"]);
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        _canBeLeft |= cancellationToken.CanBeCanceled;
        _audit.Add($"{actor.Via} {action} {target}: {outcome}");
        return default;
    }

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    private static ModerationEvent Moderation(string how) => how switch
    {
        "deleted" => new MessageDeleted { Id = "d-1", Source = "test", Channel = "somechannel", MessageId = "m-1" },
        "banned" => new ViewerSilenced { Id = "b-1", Source = "test", Channel = "somechannel", ViewerId = "id-ana", Login = "ana" },
        _ => new ChatCleared { Id = "c-1", Source = "test", Channel = "somechannel" },
    };

    private SpeechControl NewControl() => new(
        _stage.Queue, new ActiveCues(), _nowPlaying, new SpeechGate(), new RecentModeration(_stage.Time), _bench.Composer, _stage.Queue, _stage.Time, this);

    private async Task RestartAsync()
    {
        await _stage.RestartAsync();
        _control = NewControl();
    }

    private async Task<Utterance> HearAsync(Utterance utterance)
    {
        await _stage.Queue.Add(utterance);
        return (await _stage.Queue.HearNext())!;
    }

    private async Task<Utterance> RefuseAsync(string text, string? messageId = null)
    {
        var decided = _bench.Decide(_bench.Chat(text)).Utterance!;
        decided.State.ShouldBe(UtteranceState.Rejected);
        return (await _stage.Queue.Add(messageId is null ? decided : decided with { MessageId = messageId })).Utterance;
    }
}
