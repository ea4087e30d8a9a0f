using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console;

namespace IShowTts.Worker.Tests.Cli.LiveConsole;

public class LiveConsoleServiceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Plain_EachTransitionAndAlarm_IsALine()
    {
        await using var shown = new ShownText();
        using var queue = new InMemoryUtteranceQueue();
        using var host = Build(ConsoleView.Plain, shown, queue);
        await host.StartAsync();
        await shown.WaitForAsync("It reads", s_limit);

        await queue.AddAsync(TestUtterance.Chat("ann", "good evening"), CancellationToken.None);
        host.Services.GetRequiredService<AlarmBoard>().Raise("sink", "The device is gone.");
        host.Services.GetRequiredService<AlarmBoard>().Clear("sink");
        host.Services.GetRequiredService<IIntakeObserver>().Decided(
            new ChatMessage { Viewer = new Viewer("1", "bot", "Bot"), Message = new MessageText("!dice", []) }, FilterVerdict.Ignore(ReasonCodes.Prefix, "Intake:IgnoredPrefixes"));
        host.Services.GetRequiredService<ICommandObserver>().Answered(new Viewer("2", "mod", "Mod"), "TTS paused.");

        await shown.WaitForAsync("queued       ann: good evening", s_limit);
        await shown.WaitForAsync("alarm        The device is gone.", s_limit);
        await shown.WaitForAsync("alarm over   The device is gone.", s_limit);
        await shown.WaitForAsync("ignored      Bot: !dice - The message starts with a prefix that is not spoken. [Intake:IgnoredPrefixes]", s_limit);
        await shown.WaitForAsync("answered     Mod: TTS paused.", s_limit);
        shown.Text.ShouldNotContain("As it was left");
        await host.StopAsync();
    }

    [Fact]
    public async Task Plain_SpeechLeftPaused_IsToldAtTheStart()
    {
        await using var shown = new ShownText();
        using var queue = new InMemoryUtteranceQueue();
        using var host = Build(ConsoleView.Plain, shown, queue);
        host.Services.GetRequiredService<NowPlaying>().Pause();

        await host.StartAsync();

        await shown.WaitForAsync("As it was left: PAUSED", s_limit);
        await host.StopAsync();
    }

    [Fact]
    public async Task Live_ScreenIsRedrawnWhenSomethingHappens()
    {
        await using var shown = new ShownText();
        using var queue = new InMemoryUtteranceQueue();
        using var host = Build(ConsoleView.Live, shown, queue);
        await host.StartAsync();
        await shown.WaitForAsync("silence", s_limit);

        await queue.AddAsync(TestUtterance.Chat("ann", "good evening"), CancellationToken.None);

        await shown.WaitForAsync("ann: good evening", s_limit);
        host.Services.GetRequiredService<ICommandObserver>().Answered(new Viewer("2", "mod", "Mod"), "TTS paused.");
        await shown.WaitForAsync("Mod: TTS paused.", s_limit);
        await host.StopAsync();
    }

    [Fact]
    public async Task Off_ShowsNothing()
    {
        await using var shown = new ShownText();
        using var queue = new InMemoryUtteranceQueue();
        using var host = Build(ConsoleView.Off, shown, queue);

        await host.StartAsync();
        await queue.AddAsync(TestUtterance.Chat(), CancellationToken.None);
        await host.StopAsync();

        shown.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Banner_HasTheLinkThatSignsInOnATerminalOnly(bool isTerminal)
    {
        await using var shown = new ShownText();
        using var queue = new InMemoryUtteranceQueue();
        using var host = Build(ConsoleView.Plain, shown, queue, isTerminal);

        await host.StartAsync();
        await shown.WaitForAsync("ishowtts dashboard", s_limit);
        await host.StopAsync();

        shown.Text.ShouldContain("Dashboard:   http://127.0.0.1:");
        shown.Text.Contains("#code=", StringComparison.Ordinal).ShouldBe(isTerminal);
    }

    private static WebApplication Build(ConsoleView view, ShownText shown, IUtteranceQueue queue, bool isTerminal = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Console:View"] = view.ToString(), ["Urls"] = "http://127.0.0.1:0" });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = isTerminal ? new Terminal(shown) : new AnsiConsoleOutput(shown) });
        console.Profile.Width = 120;
        console.Profile.Height = 40;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(queue);
        builder.Services.AddSingleton<AlarmBoard>();
        builder.Services.AddSingleton<NowPlaying>();
        builder.Services.AddSingleton<ISpeechGate, SpeechGate>();
        builder.Services.AddSingleton<LoginCodes>();
        builder.Services.AddSingleton<DashboardLink>();
        builder.Services.AddLiveConsole(console);
        return builder.Build();
    }

    private sealed class Terminal(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 120;

        public int Height => 40;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // The text is not encoded.
        }
    }
}
