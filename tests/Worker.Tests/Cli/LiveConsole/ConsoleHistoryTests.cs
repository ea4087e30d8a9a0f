using IShowTts.TestKit.Queue;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Cli.LiveConsole;

public class ConsoleHistoryTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_FinalState_MakesAnEntryWithItsReason()
    {
        var history = new ConsoleHistory(10);

        history.Add(To(UtteranceState.Rejected, new StateReason(ReasonCodes.BlockedWord, "words.txt:3")));

        var entry = history.Entries.ShouldHaveSingleItem();
        entry.IsHeard.ShouldBeFalse();
        entry.Why.ShouldBe("The message has a blocked word. [words.txt:3]");
        history.NotHeardCount.ShouldBe(1);
    }

    [Fact]
    public void Add_StatesOnTheWay_MakeNone()
    {
        var history = new ConsoleHistory(10);

        history.Add(To(UtteranceState.Held, null));
        history.Add(To(UtteranceState.Synthesizing, null));
        history.Add(To(UtteranceState.Playing, null));

        history.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Add_HeardToItsEnd_NeedsNoReason()
    {
        var history = new ConsoleHistory(10);

        history.Add(To(UtteranceState.Heard, new StateReason(ReasonCodes.Finished)));
        history.Add(To(UtteranceState.Heard, new StateReason(ReasonCodes.MostlyHeard)));

        history.Entries[1].Why.ShouldBeEmpty();
        history.Entries[0].Why.ShouldNotBeEmpty();
        history.HeardCount.ShouldBe(2);
    }

    [Fact]
    public void Add_MoreThanItsCapacity_KeepsTheNewestAndCountsAll()
    {
        var history = new ConsoleHistory(3);

        for (var number = 0; number < 10; number++)
        {
            history.Add(new HistoryEntry(s_noon.AddSeconds(number), true, "Ann", $"{number}", ""));
        }

        history.Entries.Select(entry => entry.Text).ShouldBe(["9", "8", "7"]);
        history.HeardCount.ShouldBe(10);
    }

    [Fact]
    public void PlainLine_ChangeOfState_IsOneCleanLine()
    {
        var utterance = TestUtterance.Paid("ann", "hi\r\n\u001b[2Jthere") with { State = UtteranceState.Cancelled, Reason = new StateReason(ReasonCodes.MessageDeleted) };

        var line = PlainLine.For(new UtteranceTransition(1, UtteranceState.Playing, utterance, s_noon), TimeZoneInfo.Utc);

        line.ShouldBe("12:00:00 cancelled    ann, cheer, 100 bits: hi [2Jthere - A moderator deleted the message.");
    }

    [Fact]
    public void PlainLine_SpokenByAnotherEngine_TellsWhoAndWhyAndTheTimeToFirstAudio()
    {
        var utterance = TestUtterance.Chat() with
        {
            State = UtteranceState.Heard,
            Reason = new StateReason(ReasonCodes.Fallback, null, "spoken by espeak: f5 out-of-memory"),
            Timings = new UtteranceTimings { TtfaMs = 83.6 },
        };

        var line = PlainLine.For(new UtteranceTransition(1, UtteranceState.Playing, utterance, s_noon), TimeZoneInfo.Utc);

        line.ShouldNotBeNull().ShouldEndWith(" (first sound after 84 ms) - spoken by espeak: f5 out-of-memory");
    }

    [Fact]
    public void PlainLine_ChangeOfMeasurementsOnly_IsNoLine() =>
        PlainLine.For(new UtteranceTransition(1, UtteranceState.Playing, TestUtterance.Chat() with { State = UtteranceState.Playing }, s_noon), TimeZoneInfo.Utc).ShouldBeNull();

    private static UtteranceTransition To(UtteranceState state, StateReason? reason) =>
        new(1, UtteranceState.Queued, TestUtterance.Chat() with { State = state, Reason = reason }, s_noon);

    [Theory]
    [InlineData(false, "12:00:00 heard        Ana, donation, €3.50: hello")]
    [InlineData(true, "12:00:00 heard        Ana, donation, €3.50 (test): hello")]
    public void Donation_ShowsItsMoney_AndATestIsMarked(bool isTest, string line)
    {
        var history = new ConsoleHistory(10);
        var donation = TestUtterance.Paid("Ana", "hello") with
        {
            Kind = UtteranceKind.Donation,
            Amount = new Amount(3.5m, "EUR"),
            IsTest = isTest,
            State = UtteranceState.Heard,
        };
        var transition = new UtteranceTransition(1, UtteranceState.Playing, donation, s_noon);

        history.Add(transition);

        PlainLine.For(transition, TimeZoneInfo.Utc).ShouldBe(line);
        history.Entries.ShouldHaveSingleItem().Who.ShouldBe(isTest ? "Ana (test)" : "Ana");
    }
}
