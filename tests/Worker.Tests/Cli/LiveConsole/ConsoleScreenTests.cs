using IShowTts.Worker.Cli.LiveConsole;
using Spectre.Console.Testing;

namespace IShowTts.Worker.Tests.Cli.LiveConsole;

public class ConsoleScreenTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static ConsoleSnapshot Busy { get; } = new()
    {
        Sources = ["rehearsal connected"],
        Now = new NowSpeaking("Ann, cheer, 100 bits", "Ann cheered 100 bits. Hello to everybody in the chat!", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6)),
        Waiting = ["Bob: good evening", "Cid, raid: Cid raids with 12 viewers"],
        WaitingCount = 7,
        HeldCount = 1,
        HeardCount = 1,
        NotHeardCount = 2,
        History =
        [
            new HistoryEntry(s_noon.AddSeconds(9), false, "Eve", "[red]buy[/] followers at example dot com", "The message has a blocked word. [Filters:BlockedWords]"),
            new HistoryEntry(s_noon.AddSeconds(5), true, "Dan", "first!", ""),
            new HistoryEntry(s_noon.AddSeconds(2), false, "Eve", "spam spam spam", "The same message was sent a moment ago."),
        ],
    };

    [Fact]
    public void Compose_AnswersAndALongSource_AreShownWhole()
    {
        var snapshot = new ConsoleSnapshot
        {
            Sources = ["write PULSE_SERVER=unix:/run/user/1000/pulse/native before pactl and the like"],
            Answers = [new AnswerEntry(s_noon, "Mod", "TTS paused."), new AnswerEntry(s_noon.AddSeconds(3), "Ann", "[red]There is no such voice.[/]")],
        };

        var screen = Draw(snapshot, 60, 20);

        screen.ShouldContain("\nwrite PULSE_SERVER=unix:/run/user/1000/pulse/native before\npactl and the like\n");
        screen.ShouldContain("Answers to chat commands\n  12:00:00 Mod: TTS paused.\n  12:00:03 Ann: [red]There is no such voice.[/]\n");
    }

    [Fact]
    public void Compose_BusyStream_ShowsNowWaitingAndEveryReason()
    {
        var screen = Draw(Busy, 90, 24);

        screen.ShouldBe(
            """
            iShowTTS on - all chat - Ctrl+C ends it
            rehearsal connected
            Now speaking
              Ann, cheer, 100 bits
              Ann cheered 100 bits. Hello to everybody in the chat!
              [#######-----------------------] 1.5 of 6.0 s
            Waiting: 7, 1 for approval
              Bob: good evening
              Cid, raid: Cid raids with 12 viewers
            Heard: 1, not heard: 2
              12:00:09 not heard Eve: [red]b… - The message has a blocked word. [Filters:BlockedWords]
              12:00:05 heard     Dan: first!
              12:00:02 not heard Eve: spam spam spam - The same message was sent a moment ago.
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Compose_SilenceWithAlarm_SaysBoth()
    {
        var snapshot = new ConsoleSnapshot { IsPaused = true, Sources = ["twitch-irc:somechannel connecting"], Alarms = ["The sound server is gone. It is tried again every second."] };

        var screen = Draw(snapshot, 60, 20);

        screen.ShouldBe(
            """
            iShowTTS PAUSED: nothing is heard, everything waits - all c…
            twitch-irc:somechannel connecting
            ! The sound server is gone. It is tried again every second.
            Now speaking
              silence
            Waiting: 0
            Heard: 0, not heard: 0
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(20, 5)]
    [InlineData(80, 10)]
    [InlineData(200, 60)]
    public void Compose_AnySize_StaysWithinTheWidth(int width, int height)
    {
        var many = Busy with { History = [.. Enumerable.Repeat(Busy.History[0], 100)], Alarms = [.. Enumerable.Range(0, 20).Select(number => $"alarm {number}")] };

        var lines = ConsoleScreen.Compose(many, width, height, TimeZoneInfo.Utc);

        lines.ShouldAllBe(line => ConsoleText.Width(line.Text) <= width);
        lines.Count.ShouldBeLessThanOrEqualTo(Math.Max(height, 20));
    }

    [Fact]
    public void Compose_SameSnapshot_GivesEqualLines() =>
        ConsoleScreen.Compose(Busy, 80, 24, TimeZoneInfo.Utc).ShouldBe(ConsoleScreen.Compose(Busy with { HeldCount = 1 }, 80, 24, TimeZoneInfo.Utc));

    [Fact]
    public void Banner_WithDeviceAndRehearsal_TellsHowToHearItAndHowToConnect()
    {
        var lines = StartBanner.Lines(["device:ishowtts", "wav:out.wav"], ["rehearsal"]).Select(line => line.Text).ToArray();

        lines[0].ShouldBe("iShowTTS plays into device:ishowtts, wav:out.wav");
        lines.ShouldContain(line => line.Contains("pactl load-module module-loopback source=ishowtts.monitor"));
        lines.ShouldContain(line => line.Contains("OBS") && line.Contains("iShowTTS"));
        lines.ShouldContain(line => line.Contains("./run.sh --twitch CHANNEL"));
    }

    [Fact]
    public void Banner_WithChannelAndNoDevice_SaysNeither()
    {
        var lines = StartBanner.Lines(["null"], ["twitch-irc:somechannel"]).Select(line => line.Text).ToArray();

        lines.ShouldBe(["iShowTTS plays into null", "It reads twitch-irc:somechannel"]);
    }

    private static string Draw(ConsoleSnapshot snapshot, int width, int height)
    {
        var console = new TestConsole().Width(width);
        console.Write(ScreenWriter.Render(ConsoleScreen.Compose(snapshot, width, height, TimeZoneInfo.Utc)));
        return string.Join('\n', console.Lines.Select(line => line.TrimEnd())).TrimEnd();
    }
}
