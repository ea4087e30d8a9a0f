using System.Net;
using System.Net.Sockets;
using System.Text;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using IShowTts.Worker.SpeakerBot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Tests.SpeakerBot;

/// <summary>What Speaker.bot's users choose for viewers, over UDP as their buttons do.</summary>
public sealed class SpeakerBotViewerTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Viewer Ann = new("", "ann", "ann");
    private WorkerFixture worker = null!;

    public async Task InitializeAsync() =>
        worker = await SpeakerBotWorker.StartAsync(configure: services => services.Replace(ServiceDescriptor.Singleton<IVoiceDirectory, TwoVoices>()));

    public Task DisposeAsync() => worker.DisposeAsync().AsTask();

    [Fact]
    public async Task SetNickname_OverUdp_IsKeptAndTakenBackByAnEmptyOne()
    {
        await SendAsync("""{ "command": "set", "method": "nickname", "username": "Ann", "nickname": "Annie" }""");
        var set = Choice();
        await SendAsync("""{ "command": "set", "method": "nickname", "username": "Ann", "nickname": "" }""");

        (set.Nickname, Choice().Nickname).ShouldBe(("Annie", null));
        (await File.ReadAllTextAsync(worker.Get<DataDirectory>().AuditFile)).ShouldContain("speaker-bot");
    }

    [Fact]
    public async Task SetNickname_ThatTheFiltersDoNotLetBeSaid_IsNotTaken()
    {
        await SendAsync("""{ "command": "set", "method": "nickname", "username": "ann", "nickname": "zebrafish" }""");

        Choice().Nickname.ShouldBeNull();
    }

    [Fact]
    public async Task AssignLast_OverUdp_KeepsTheVoiceInWhichTheViewerWasHeard()
    {
        var store = worker.Get<ViewerSettingsStore>();
        store.Change(Ann, choice => choice with { Voice = "fake:two" });
        worker.Source.Give(Chat.Message("m1", "ann", "hello there"));
        (await worker.WaitAsync("m1", UtteranceState.Heard)).Voice.ShouldBe("fake-two");
        store.Change(Ann, choice => choice with { Voice = null });

        await SendAsync("""{ "command": "assign", "method": "last", "username": "Ann" }""");

        Choice().Voice.ShouldBe("fake-two");
    }

    private ViewerChoice Choice() => worker.Get<ViewerSettingsStore>().For(Ann);

    /// <summary>Sends a command and returns when it was carried out: commands are, one after the other, so what is said after it comes after it.</summary>
    private async Task SendAsync(string command)
    {
        using var udp = new UdpClient(AddressFamily.InterNetwork);
        var target = new IPEndPoint(IPAddress.Loopback, await worker.Get<SpeakerBotService>().UdpPort.WaitAsync(Limit));
        var word = $"word {Guid.NewGuid():N}"[..12];
        await udp.SendAsync(Encoding.UTF8.GetBytes(command), target);
        await udp.SendAsync(Encoding.UTF8.GetBytes($$"""{ "command": "speak", "message": "{{word}}" }"""), target);
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var transition in worker.Queue.WatchAsync(0, limit.Token))
        {
            if (transition.Utterance.OriginalText == word)
            {
                return;
            }
        }
    }

    private sealed class TwoVoices : IVoiceDirectory
    {
        public IReadOnlyList<string> Names => ["fake-one", "fake-two"];
    }
}
