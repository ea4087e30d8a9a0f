using IShowTts.Integrations.Events;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>One thing that several feeds tell is spoken once, as the better paid kind, and silenced by what silences any of them.</summary>
public sealed class TwinTests
{
    private static readonly (string, string)[] s_everything = [("Intake:Follow:Enabled", "true")];

    public static TheoryData<string> Rows => [.. TwinTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_InEveryOrder_IsSpokenOnce(string name)
    {
        var (_, messages, spoken) = TwinTable.Rows.Single(row => row.Name == name);
        foreach (var order in TwinTable.OrdersOf(messages))
        {
            using var stage = new TwinStage(s_everything);
            foreach (var line in await TwinTable.DecodeAsync(order))
            {
                if (line.Event is { } streamEvent)
                    await stage.GiveAsync(streamEvent);
            }

            await stage.HearAllAsync();
            stage.Heard.ShouldHaveSingleItem(string.Join('\n', order)).SpokenText.ShouldBeOneOf(spoken);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_HeardAtOnceAfterEachMessage_IsSpokenOnce(string name)
    {
        var (_, messages, _) = TwinTable.Rows.Single(row => row.Name == name);
        // Gifts that only their origin joins cannot be known as parts before they are announced: what was heard by then was heard.
        foreach (var order in TwinTable.OrdersOf(messages).Where(order => !name.Contains("origin", StringComparison.Ordinal) || order[0] == messages[0]))
        {
            using var stage = new TwinStage(s_everything);
            foreach (var line in await TwinTable.DecodeAsync(order))
            {
                if (line.Event is { } streamEvent)
                    await stage.GiveAsync(streamEvent);
                await stage.HearNextAsync();
            }

            stage.Heard.ShouldHaveSingleItem(string.Join('\n', order));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_DryRunInEveryOrder_SpeaksOneLine(string name)
    {
        var (_, messages, spoken) = TwinTable.Rows.Single(row => row.Name == name);
        foreach (var order in TwinTable.OrdersOf(messages))
        {
            var dryRun = new DryRun(new ComposerBench(s_everything).Composer, new CommandOptions());
            var lines = (await TwinTable.DecodeAsync(order)).SelectMany(dryRun.Decide).ToList();
            lines.AddRange(dryRun.Finish());

            lines.Select(line => line.Line).ShouldBe(Enumerable.Range(1, order.Length));
            lines.Where(line => line.Decision == "speak").ShouldHaveSingleItem(string.Join('\n', order)).SpokenText.ShouldBeOneOf(spoken);
            lines.Where(line => line.Decision != "speak").ShouldAllBe(line =>
                line.Reason.Code == ReasonCodes.Twin || line.Reason.Code == ReasonCodes.PartOfBomb || line.Reason.Code == ReasonCodes.Duplicate);
        }
    }

    [Fact]
    public void Redemption_AfterItsChatCopyWherePaidOnesWaitToo_DoesNotWaitForItself()
    {
        var bench = new ComposerBench(("Filters:Cooldown:PaidExempt", "false"), ("Filters:Cooldown:ViewerSeconds", "30"), ("Filters:Cooldown:GlobalSeconds", "30"));
        var redeemed = bench.Event(new Redemption { Feed = "add", Message = MessageText.Plain("hello"), RewardId = "w", RewardTitle = "Say it", RedemptionId = "r1", Cost = 5 });

        bench.Decide(redeemed with { Id = "copy", Feed = "chat", MessageId = "c", RedemptionId = null, Cost = 0 }).Utterance!.State.ShouldBe(UtteranceState.Queued);
        bench.Decide(redeemed).Utterance!.State.ShouldBe(UtteranceState.Queued);

        bench.Decide(redeemed with { Id = "r2", RedemptionId = "r2", Message = MessageText.Plain("bye") }).Verdict.Code.ShouldBe(ReasonCodes.ViewerCooldown);
    }

    [Fact]
    public async Task Redemption_AfterItsChatCopy_IsTheOneThatIsSpokenAndCanBeSettled()
    {
        using var stage = new TwinStage();

        await stage.GiveAsync(ChatCopy("m-1"));
        await stage.GiveAsync(Redeemed("r-1"));

        var all = await stage.AllAsync();
        all.Select(u => (u.State, u.RedemptionId, u.MessageId, u.Reason!.Code)).ShouldBe([
            (UtteranceState.Cancelled, null, "m-1", ReasonCodes.Twin),
            (UtteranceState.Queued, "r-1", "m-1", ReasonCodes.Accepted),
        ]);
    }

    [Fact]
    public async Task Redemption_AfterItsChatCopyWasHeard_IsKeptAsHeard()
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(ChatCopy("m-1"));
        await stage.HearAllAsync();

        await stage.GiveAsync(Redeemed("r-1"));
        await stage.HearAllAsync();

        stage.Heard.ShouldHaveSingleItem().RedemptionId.ShouldBeNull();
        var kept = (await stage.AllAsync())[^1];
        (kept.State, kept.RedemptionId, kept.Reason!.Code).ShouldBe((UtteranceState.Heard, "r-1", ReasonCodes.Twin));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deletion_OfTheChatCopy_SilencesTheRedemption(bool isDeletedFirst)
    {
        using var stage = new TwinStage();
        var deletion = new MessageDeleted { Id = "d", Source = "test", Channel = "chan", MessageId = "m-1" };
        await stage.GiveAsync(Redeemed("r-1"));

        await stage.GiveAsync(isDeletedFirst ? deletion : ChatCopy("m-1"));
        await stage.GiveAsync(isDeletedFirst ? ChatCopy("m-1") : deletion);
        await stage.HearAllAsync();

        stage.Heard.ShouldBeEmpty();
        (await stage.AllAsync()).ShouldHaveSingleItem().State.ShouldBe(UtteranceState.Cancelled);
    }

    [Fact]
    public async Task Deletion_OfTheChatCopyBeforeTheRedemption_SilencesBoth()
    {
        using var stage = new TwinStage();
        await stage.GiveAsync(ChatCopy("m-1"));
        await stage.GiveAsync(new MessageDeleted { Id = "d", Source = "test", Channel = "chan", MessageId = "m-1" });

        await stage.GiveAsync(Redeemed("r-1"));
        await stage.HearAllAsync();

        stage.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task EqualMessages_OfOneFeed_StayTwo()
    {
        using var stage = new TwinStage();

        await stage.GiveAsync(Redeemed("r-1"));
        await stage.GiveAsync(Redeemed("r-2"));
        await stage.GiveAsync(ChatCopy("m-1"));
        await stage.GiveAsync(ChatCopy("m-2"));
        await stage.HearAllAsync();

        stage.Heard.Select(u => (u.RedemptionId, u.MessageId)).ShouldBe([("r-1", "m-1"), ("r-2", "m-2")]);
    }

    [Theory]
    [InlineData(14, 1)]
    [InlineData(16, 2)]
    public async Task Twins_FurtherApartThanFifteenSeconds_AreTwo(int seconds, int spoken)
    {
        using var stage = new TwinStage();

        await stage.GiveAsync(Redeemed("r-1"));
        await stage.GiveAsync(ChatCopy("m-1") with { At = ComposerBench.Start.AddSeconds(seconds) });
        await stage.HearAllAsync();

        stage.Heard.Count.ShouldBe(spoken);
    }

    [Fact]
    public async Task Command_FromTwoSources_IsCarriedOutOnce()
    {
        using var stage = new TwinStage();
        var command = new ChatMessage { Id = "m-1", MessageId = "m-1", Source = "twitch-irc", Feed = "privmsg", Channel = "chan", Viewer = Ann, Message = MessageText.Plain("!tts skip") };

        await stage.GiveAsync(command);
        await stage.GiveAsync(command with { Source = "twitch-eventsub", Feed = "channel.chat.message" });

        stage.Commands.Count.ShouldBe(1);
        (await stage.AllAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Better_ThatIsSwitchedOff_LeavesTheLesserSpoken()
    {
        using var stage = new TwinStage(("Intake:PowerUp:Enabled", "false"));
        var at = ComposerBench.Start;
        await stage.GiveAsync(new ChatMessage { Id = "m", MessageId = "m", Source = "test", Feed = "channel.chat.message", Channel = "chan", At = at, Viewer = Ann, Message = MessageText.Plain("hi") });

        await stage.GiveAsync(new PowerUp { Id = "p", Source = "test", Feed = "channel.bits.use", Channel = "chan", At = at, Viewer = Ann, Message = MessageText.Plain("hi"), Bits = 5, PowerUpKind = "custom" });
        await stage.HearAllAsync();

        stage.Heard.ShouldHaveSingleItem().Kind.ShouldBe(UtteranceKind.Chat);
    }

    [Fact]
    public void Book_HoweverMuchIsTold_StaysBounded()
    {
        var book = new TwinBook(capacity: 100);
        for (var i = 0; i < 1_000; i++)
            book.Enter(ChatCopy($"m-{i}") with { Message = MessageText.Plain($"words {i}"), At = ComposerBench.Start.AddSeconds(i) }, ComposerBench.Start.AddSeconds(i));

        book.Count.ShouldBe(100);
        book.Enter(Redeemed("late") with { At = ComposerBench.Start.AddHours(2) }, ComposerBench.Start.AddHours(2));
        book.Count.ShouldBe(1);
    }

    internal static Viewer Ann { get; } = new("77", "ann", "Ann");

    internal static Redemption Redeemed(string id) => new()
    {
        Id = id, RedemptionId = id, Source = "twitch-eventsub", Feed = "channel.channel_points_custom_reward_redemption.add", Channel = "chan",
        At = ComposerBench.Start, Viewer = Ann, RewardId = "rew", RewardTitle = "Say it", Cost = 500, Message = MessageText.Plain("read this"),
    };

    internal static Redemption ChatCopy(string messageId) => new()
    {
        Id = messageId, MessageId = messageId, Source = "twitch-eventsub", Feed = "channel.chat.message", Channel = "chan",
        At = ComposerBench.Start, Viewer = Ann, RewardId = "rew", Message = MessageText.Plain("read this"),
    };
}
