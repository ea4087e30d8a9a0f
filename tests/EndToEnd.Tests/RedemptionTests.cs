using System.Net;
using System.Threading.Channels;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Channel points from the event to Helix and to the viewer.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class RedemptionTests : IAsyncLifetime
#pragma warning restore CA1001
{
    // No two words alike: the filter shortens repetitions.
    private static readonly string LongText = string.Join(' ', Enumerable.Range(0, 50).Select(static i => $"wo{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"));
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly ChannelWriterOfLines _chat = new();
    private LoopbackTwitch _twitch = null!;
    private BookedReward _reward = null!;
    private WorkerFixture _worker = null!;

    private RewardBook Book => _twitch.Rewards.Book;

    public async Task InitializeAsync()
    {
        _twitch = await LoopbackTwitch.StartAsync();
        _reward = Book.Add(new BookedReward("", "Say it", 100, LoopbackTwitch.ClientId))!;
        var account = new FakeTwitchAccount(_twitch).SignIn();
        _worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            // The long text takes 75 s: no test machine is so slow that half of it is heard before the test goes on.
            Engine = new FakeSynthesizer { WordDuration = TimeSpan.FromSeconds(1.5) },
            Configuration = new Dictionary<string, string?>(_twitch.Configuration)
            {
                ["Twitch:ReconnectMinSeconds"] = "0.01",
                ["Twitch:ReconnectMaxSeconds"] = "0.05",
                ["Redemptions:RetryMinSeconds"] = "0.05",
                ["Redemptions:RetryMaxSeconds"] = "0.2",
            },
            ConfigureServices = services =>
            {
                services.RemoveAll<ITwitchAccount>();
                services.AddSingleton<ITwitchAccount>(account);
                services.RemoveAll<IChatWriter>();
                services.AddSingleton<IChatWriter>(_chat);
            },
        });
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _twitch.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Redemption_Heard_IsFulfilled()
    {
        var redeemed = Redeem("ana", "hello");

        await _worker.WaitAsync(redeemed.Id, UtteranceState.Heard);

        (await Book.WaitSettledAsync(redeemed.Id, _limit.Token)).ShouldBe(BookedRedemption.Fulfilled);
    }

    [Fact]
    public async Task Redemption_SkippedEarly_IsRefundedAndTheViewerIsTold()
    {
        var redeemed = Redeem("ana", LongText);
        await _worker.WaitAsync(redeemed.Id, UtteranceState.Playing);

        await _worker.Control.SkipAsync(new Actor("streamer", "test"), CancellationToken.None);

        (await Book.WaitSettledAsync(redeemed.Id, _limit.Token)).ShouldBe(BookedRedemption.Canceled);
        (await _chat.NextAsync(_limit.Token)).ShouldBe("@ana your points are back: Somebody skipped it.");
    }

    [Fact]
    public async Task Redemption_WithdrawnByItsAuthor_IsRefundedWithoutAnotherLine()
    {
        Redeem("zoe", LongText);
        var withdrawn = Redeem("ana", "hello");
        await _worker.WaitAsync(withdrawn.Id, UtteranceState.Queued);
        _worker.Source.Give(Chat.Message("m1", "ana", "!tts cancel") with { Channel = LoopbackTwitch.BroadcasterLogin });

        (await Book.WaitSettledAsync(withdrawn.Id, _limit.Token)).ShouldBe(BookedRedemption.Canceled);

        (await _worker.Queue.ListAsync(new UtteranceQuery(UtteranceState.Cancelled), CancellationToken.None)).Single().Reason!.Code.ShouldBe(ReasonCodes.Withdrawn);
        (await _chat.NextAsync(_limit.Token)).ShouldBe("Your last waiting message is withdrawn.");
        // The next line is that of the next refund: none was said for the withdrawn one.
        await _worker.Control.StopAllAsync(new Actor("streamer", "test"), CancellationToken.None);
        (await _chat.NextAsync(_limit.Token)).ShouldStartWith("@zoe ");
    }

    [Fact]
    public async Task Redemption_DeletedByAModerator_IsNotRefunded()
    {
        var redeemed = Redeem("ana", LongText);
        await _worker.WaitAsync(redeemed.Id, UtteranceState.Playing);

        _worker.Source.Give(new ViewerSilenced { Id = "ban", Source = "scripted", Channel = LoopbackTwitch.BroadcasterLogin, ViewerId = "id-ana", Login = "ana" });

        (await _worker.WaitAsync(redeemed.Id, UtteranceState.Cancelled)).Reason!.Code.ShouldBe(ReasonCodes.ViewerSilenced);
        (await Book.WaitSettledAsync(redeemed.Id, _limit.Token)).ShouldBe(BookedRedemption.Fulfilled);
    }

    [Fact]
    public async Task Redemption_CancelledInTwitchsQueue_IsNotSpokenAndNothingIsTold()
    {
        var redeemed = Redeem("ana", LongText);
        await _worker.WaitAsync(redeemed.Id, UtteranceState.Playing);
        Book.Settle(_reward.Id, [redeemed.Id], BookedRedemption.Canceled, LoopbackTwitch.ClientId);

        _worker.Source.Give(new RedemptionChanged { Id = "u1", Source = "twitch-eventsub", Channel = LoopbackTwitch.BroadcasterLogin, RedemptionId = redeemed.Id, IsCancelled = true });

        await _worker.WaitAsync(redeemed.Id, UtteranceState.Cancelled);
        var next = Redeem("bob", "hello");
        (await Book.WaitSettledAsync(next.Id, _limit.Token)).ShouldBe(BookedRedemption.Fulfilled);
        Book.Calls.SelectMany(static call => call.Ids).Count(id => id == redeemed.Id).ShouldBe(1, "only the person's own settling");
    }

    [Fact]
    public async Task Helix_Down_SpeechGoesOnAndTwitchIsToldLater()
    {
        _twitch.Faults.Rule = static async context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            await context.Response.CompleteAsync();
            return true;
        };
        var first = Redeem("ana", "hello");
        var second = Redeem("bob", "hello you");
        await _worker.WaitAsync(first.Id, UtteranceState.Heard);
        await _worker.WaitAsync(second.Id, UtteranceState.Heard);
        Book.Redemptions.ShouldAllBe(static one => one.Status == BookedRedemption.Unfulfilled);

        _twitch.Faults.Rule = null;

        (await Book.WaitSettledAsync(first.Id, _limit.Token)).ShouldBe(BookedRedemption.Fulfilled);
        (await Book.WaitSettledAsync(second.Id, _limit.Token)).ShouldBe(BookedRedemption.Fulfilled);
    }

    [Fact]
    public async Task Redemption_OfARewardThatWasMadeMeanwhile_IsSettled()
    {
        (await Book.WaitSettledAsync(Redeem("ana", "").Id, _limit.Token)).ShouldBe(BookedRedemption.Canceled);
        (await _chat.NextAsync(_limit.Token)).ShouldStartWith("@ana ");
        var reward = Book.Add(new BookedReward("", "Horn", 50, LoopbackTwitch.ClientId) { NeedsInput = false })!;

        var silent = Redeem("bob", "", reward);
        (await Book.WaitSettledAsync(silent.Id, _limit.Token)).ShouldBe(BookedRedemption.Canceled);
        (await _chat.NextAsync(_limit.Token)).ShouldStartWith("@bob your points are back");
        var spoken = Redeem("cid", LongText, reward);
        await _worker.WaitAsync(spoken.Id, UtteranceState.Playing);
        _worker.Source.Give(new ViewerSilenced { Id = "ban", Source = "scripted", Channel = LoopbackTwitch.BroadcasterLogin, ViewerId = "id-cid", Login = "cid" });

        (await _worker.WaitAsync(spoken.Id, UtteranceState.Cancelled)).Reason!.Code.ShouldBe(ReasonCodes.ViewerSilenced);
        (await Book.WaitSettledAsync(spoken.Id, _limit.Token)).ShouldBe(BookedRedemption.Fulfilled);
    }

    [Fact]
    public async Task Redemption_OfARewardOfAnotherProgram_IsAskedForOnce()
    {
        var foreign = Book.Add(new BookedReward("", "Hydrate", 50, "anotherclient"))!;
        Redeem("ana", "", foreign);
        (await Book.WaitSettledAsync(Redeem("bob", "").Id, _limit.Token)).ShouldBe(BookedRedemption.Canceled);

        Redeem("cid", "", foreign);
        (await Book.WaitSettledAsync(Redeem("eve", "").Id, _limit.Token)).ShouldBe(BookedRedemption.Canceled);

        Book.Calls.Count(call => call.RewardId == foreign.Id).ShouldBe(1);
        (await _worker.Queue.ListAsync(new UtteranceQuery(UtteranceState.Rejected), CancellationToken.None)).Select(static one => one.Viewer.Login).ShouldBe(["ana", "bob", "eve"], ignoreOrder: true);
    }

    private BookedRedemption Redeem(string login, string words, BookedReward? reward = null)
    {
        reward ??= _reward;
        var redeemed = Book.Redeem(reward.Id, new Viewer("id-" + login, login, login), words, TimeProvider.System.GetUtcNow());
        _worker.Source.Give(new Redemption
        {
            Id = redeemed.Id,
            Source = "twitch-eventsub",
            Feed = "channel.channel_points_custom_reward_redemption.add",
            Channel = LoopbackTwitch.BroadcasterLogin,
            At = redeemed.RedeemedAt,
            Viewer = redeemed.Viewer,
            Message = MessageText.Plain(words),
            RewardId = reward.Id,
            RewardTitle = reward.Title,
            Cost = reward.Cost,
            RedemptionId = redeemed.Id,
        });
        return redeemed;
    }

    /// <summary>A chat whose lines a test can wait for.</summary>
    private sealed class ChannelWriterOfLines : IChatWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public bool CanWrite => true;

        public ValueTask<bool> WriteAsync(string text, string? replyToMessageId, CancellationToken cancellationToken) => new(_lines.Writer.TryWrite(text));

        public ValueTask<string> NextAsync(CancellationToken cancellationToken) => _lines.Reader.ReadAsync(cancellationToken);
    }
}
