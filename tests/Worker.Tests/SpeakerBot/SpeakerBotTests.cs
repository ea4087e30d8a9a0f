using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using IShowTts.Worker.SpeakerBot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.SpeakerBot;

/// <summary>Speaker.bot's ports of the real worker: real WebSockets and datagrams on free ports.</summary>
public sealed class SpeakerBotTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private WorkerFixture worker = null!;

    private SpeakerBotTally Tally => worker.Get<SpeakerBotTally>();

    public async Task InitializeAsync() => worker = await SpeakerBotWorker.StartAsync();

    public Task DisposeAsync() => worker.DisposeAsync().AsTask();

    [Fact]
    public async Task Speak_OverWebSocket_IsAnsweredWithItsIdAndHeard()
    {
        using var client = await ConnectAsync();

        var answer = await client.AskAsync("""{ "id": "42", "request": "Speak", "voice": "EventVoice", "message": "hello there", "badWordFilter": true }""");

        (answer.GetProperty("id").GetString(), answer.GetProperty("status").GetString()).ShouldBe(("42", "ok"));
        answer.GetProperty("result").GetProperty("voiceName").GetString().ShouldBe("fake-two");
        var heard = await WaitAsync(UtteranceState.Heard);
        (heard.Id, heard.OriginalText).ShouldBe((answer.GetProperty("result").GetProperty("speechId").GetString()!, "hello there"));
    }

    [Fact]
    public async Task Speak_WithTheBadWordFilterOff_GoesThroughOurFiltersAllTheSame()
    {
        using var client = await ConnectAsync();

        var answer = await client.AskAsync("""{ "id": "1", "request": "Speak", "voice": "", "message": "zebrafish", "badWordFilter": false }""");

        (answer.GetProperty("status").GetString(), answer.GetProperty("error").GetString()!.Contains("blocked-word", StringComparison.Ordinal)).ShouldBe(("error", true));
        (await worker.Queue.CountAsync(CancellationToken.None)).GetValueOrDefault(UtteranceState.Queued).ShouldBe(0);
    }

    [Fact]
    public async Task Orders_OverWebSocket_SteerTheSpeech()
    {
        using var client = await ConnectAsync();
        var states = new List<(bool, bool, SpeechMode)>();
        foreach (var order in (string[])["Pause", "Disable", "Resume", "Enable"])
        {
            (await client.AskAsync($$"""{ "id": "1", "request": "{{order}}" }""")).GetProperty("status").GetString().ShouldBe("ok", order);
            states.Add(await StatusAsync());
        }

        (await client.AskAsync("""{ "id": "1", "request": "Mode", "mode": "command" }""")).GetProperty("status").GetString().ShouldBe("ok");
        states.Add(await StatusAsync());

        states.ShouldBe([(true, true, SpeechMode.All), (false, true, SpeechMode.All), (false, false, SpeechMode.All), (true, false, SpeechMode.All), (true, false, SpeechMode.Command)]);
    }

    [Fact]
    public async Task StopAndClear_EndWhatPlaysAndDropWhatWaits()
    {
        using var client = await ConnectAsync();
        await client.AskAsync("""{ "id": "1", "request": "Pause" }""");
        await client.AskAsync("""{ "id": "2", "request": "Speak", "message": "first of them" }""");
        await client.AskAsync("""{ "id": "3", "request": "Speak", "message": "second of them" }""");

        (await client.AskAsync("""{ "id": "4", "request": "Stop" }""")).GetProperty("status").GetString().ShouldBe("ok");
        (await client.AskAsync("""{ "id": "5", "request": "Clear" }""")).GetProperty("status").GetString().ShouldBe("ok");

        (await worker.Queue.CountAsync(CancellationToken.None)).GetValueOrDefault(UtteranceState.Queued).ShouldBe(0);
    }

    [Theory]
    [InlineData("GetInfo", "name")]
    [InlineData("GetAliases", "aliases")]
    [InlineData("GetState", "paused")]
    [InlineData("Subscribe", "events")]
    [InlineData("Commands", "commands")]
    public async Task Questions_OfStreamerBot_AreAnswered(string request, string field)
    {
        using var client = await ConnectAsync();

        var answer = await client.AskAsync($$"""{ "id": 7, "request": "{{request}}" }""");

        (answer.GetProperty("id").GetString(), answer.GetProperty("status").GetString(), answer.GetProperty("result").TryGetProperty(field, out _)).ShouldBe(("7", "ok", true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ broken")]
    [InlineData("""{ "id": "1" }""")]
    [InlineData("""{ "id": "1", "request": "Format" }""")]
    [InlineData("""{ "id": "1", "request": "Events", "state": "off" }""")]
    [InlineData("""{ "id": "1", "request": "Mode", "mode": "loud" }""")]
    [InlineData("""{ "id": "1", "request": "Speak", "message": "" }""")]
    [InlineData("""{ "id": "1", "request": "Speak", "message": "\ud800" }""")]
    [InlineData("""{ "id": "1", "request": "Speak", "message": "x", "silent": true }""")]
    [InlineData("""{ "id": "1", "request": "Speak", "voice": "\ud800" }""")]
    [InlineData("""{ "id": "\ud800", "request": "GetInfo" }""")]
    [InlineData("""{ "id": "1", "request": "\udc00" }""")]
    [InlineData("""{ "id": "1", "request": "Reg", "mode": "add", "user": "ann", "id": "42" }""")]
    [InlineData("""{ "id": "1", "request": "Profile", "profile": "Horror" }""")]
    [InlineData("""{ "id": "1", "request": "Set", "method": "sticky", "value": true }""")]
    [InlineData("""{ "id": "1", "request": "Set", "method": "nickname", "username": "not a name", "nickname": "Annie" }""")]
    [InlineData("""{ "id": "1", "request": "Set", "method": "nickname", "username": "ann", "nickname": "zebrafish" }""")]
    [InlineData("""{ "id": "1", "request": "Assign", "method": "first", "username": "ann" }""")]
    [InlineData("""{ "id": "1", "request": "Assign", "method": "last", "username": "ann" }""")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}""")]
    public async Task Requests_ThatCannotBeDone_AreAnsweredWithAnErrorAndTheLineStays(string request)
    {
        using var client = await ConnectAsync();

        var answer = await client.AskAsync(request);
        var after = await client.AskAsync("""{ "id": "2", "request": "GetInfo" }""");

        (answer.GetProperty("status").GetString(), string.IsNullOrEmpty(answer.GetProperty("error").GetString())).ShouldBe(("error", false));
        after.GetProperty("status").GetString().ShouldBe("ok");
    }

    [Theory]
    [InlineData("""{ "id": "1", "request": "Subscribe", "events": { "General": ["\ud800"] } }""")]
    [InlineData("""{ "id": "1", "request": "Subscribe", "events": { "\udfff": "x" } }""")]
    [InlineData("""{ "id": "1", "request": "GetInfo", "\ud800": "\ud800" }""")]
    [InlineData("""{ "\ud800": 1, "id": "1", "request": "Speak", "message": "x", "silent": true }""")]
    [InlineData("""{ "id": "1", "id": "2", "request": "Profile", "profile": "none" }""")]
    [InlineData("""{ "id": 1e999, "request": "GetInfo" }""")]
    public async Task Requests_ThatAreStrange_AreAnsweredAndTheLineStays(string request)
    {
        using var client = await ConnectAsync();

        var answer = await client.AskAsync(request);
        var after = await client.AskAsync("""{ "id": "2", "request": "GetInfo" }""");

        answer.GetProperty("status").GetString().ShouldBeOneOf("ok", "error");
        after.GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Connections_OfStreamDecksPlugins_AreServed()
    {
        using var client = await SpeakerBotClient.ConnectAsync(await PortAsync(), configure: options => options.SetRequestHeader("Origin", "file://"));

        (await client.AskAsync("""{ "id": "1", "request": "GetInfo" }""")).GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Requests_ThatFailInTheWorker_AreAnsweredInternalAndThePortsGoOn()
    {
        await using var broken = await SpeakerBotWorker.StartAsync(configure: services => services.Replace(ServiceDescriptor.Singleton<IWordCheck, BrokenWordCheck>()));
        var service = broken.Get<SpeakerBotService>();
        using var client = await SpeakerBotClient.ConnectAsync(await service.WebSocketPort.WaitAsync(Limit));
        using var udp = new UdpClient(AddressFamily.InterNetwork);
        var target = new IPEndPoint(IPAddress.Loopback, await service.UdpPort.WaitAsync(Limit));

        var answer = await client.AskAsync("""{ "id": "1", "request": "Set", "method": "nickname", "username": "ann", "nickname": "Annie" }""");
        var after = await client.AskAsync("""{ "id": "2", "request": "GetInfo" }""");
        await udp.SendAsync("""{ "command": "set", "method": "nickname", "username": "ann", "nickname": "Annie" }"""u8.ToArray(), target);
        await udp.SendAsync("""{ "command": "speak", "message": "still here" }"""u8.ToArray(), target);

        (answer.GetProperty("id").GetString(), answer.GetProperty("status").GetString()).ShouldBe(("1", "error"));
        answer.GetProperty("error").GetString()!.ShouldStartWith("internal: ");
        answer.GetRawText().ShouldNotContain("broken", Case.Insensitive, "what failed is for the log");
        after.GetProperty("status").GetString().ShouldBe("ok");
        (await SpeakerBotWorker.WaitAsync(broken, UtteranceState.Heard)).OriginalText.ShouldBe("still here");
    }

    [Fact]
    public async Task Messages_ThatAreTooLargeOrBinary_EndTheConnection()
    {
        using var large = await ConnectAsync();
        using var binary = await ConnectAsync();

        await large.SendAsync(new string('x', 70_000));
        await binary.SendBinaryAsync([1, 2, 3]);

        (await large.WaitCloseAsync(), await binary.WaitCloseAsync()).ShouldBe((WebSocketCloseStatus.MessageTooBig, WebSocketCloseStatus.InvalidMessageType));
        Tally.Malformed.ShouldBe(2);
    }

    [Theory]
    [InlineData("Origin", "http://127.0.0.1:7580", "/", "403")]
    [InlineData("Origin", "null", "/", "403")]
    [InlineData("Origin", "file:///C:/page.html", "/", "403")]
    [InlineData("Origin", "file://evil.example", "/", "403")]
    [InlineData("Origin", "https://evil.example", "/", "403")]
    [InlineData("Host", "evil.example:7580", "/", "403")]
    [InlineData("X-None", "1", "/secret", "404")]
    public async Task Connections_OfWebPagesAndForeignNames_AreRefused(string header, string value, string path, string status)
    {
        var port = await PortAsync();

        var error = await Should.ThrowAsync<InvalidOperationException>(() => SpeakerBotClient.ConnectAsync(port, path, options => options.SetRequestHeader(header, value)));

        error.Message.ShouldBe($"refused with {status}");
        Tally.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Connections_AboveTheLimit_AreRefused()
    {
        var port = await PortAsync();
        using var first = await SpeakerBotClient.ConnectAsync(port);
        using var second = await SpeakerBotClient.ConnectAsync(port);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => SpeakerBotClient.ConnectAsync(port));

        error.Message.ShouldBe("refused with 503");
    }

    [Fact]
    public async Task Requests_AboveTheRate_AreAnsweredWithAnError()
    {
        await using var slow = await SpeakerBotWorker.StartAsync(perSecond: 1);
        using var client = await SpeakerBotClient.ConnectAsync(await slow.Get<SpeakerBotService>().WebSocketPort.WaitAsync(Limit));
        for (var i = 0; i < 60; i++)
        {
            await client.SendAsync("""{ "id": "1", "request": "GetInfo" }""");
        }

        var errors = 0;
        for (var i = 0; i < 60; i++)
        {
            errors += (await client.ReadAsync()).GetProperty("status").GetString() == "error" ? 1 : 0;
        }

        errors.ShouldBeGreaterThan(0);
        slow.Get<SpeakerBotTally>().Limited.ShouldBe(errors);
    }

    [Fact]
    public void Budget_OverTime_FillsUpAgainToTwiceTheRate()
    {
        var time = new FakeTimeProvider();
        var budget = new RequestBudget(2, time);
        int Take() => Enumerable.Range(0, 10).Count(_ => budget.TryTake());

        var first = Take();
        time.Advance(TimeSpan.FromSeconds(1));
        var second = Take();
        time.Advance(TimeSpan.FromHours(1));

        (first, second, Take()).ShouldBe((4, 2, 4));
    }

    [Fact]
    public async Task Speak_OverUdp_IsHeardAlsoAfterRubbish()
    {
        using var udp = new UdpClient(AddressFamily.InterNetwork);
        var target = new IPEndPoint(IPAddress.Loopback, await worker.Get<SpeakerBotService>().UdpPort.WaitAsync(Limit));
        foreach (var datagram in (string[])["", "rubbish", "[1]", """{ "command": "format" }""", """{ "command": "speak", "id": "1", "voice": "EventVoice", "message": "hello there" }"""])
        {
            await udp.SendAsync(Encoding.UTF8.GetBytes(datagram), target);
        }

        (await WaitAsync(UtteranceState.Heard)).OriginalText.ShouldBe("hello there");
        Tally.Malformed.ShouldBe(4);
    }

    [Fact]
    public async Task Ports_AreBoundToThisMachineOnly()
    {
        var port = await PortAsync();
        var udp = await worker.Get<SpeakerBotService>().UdpPort.WaitAsync(Limit);
        var properties = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties();

        properties.GetActiveTcpListeners().Where(end => end.Port == port).ShouldAllBe(end => end.Address.Equals(IPAddress.Loopback));
        properties.GetActiveUdpListeners().Where(end => end.Port == udp).ShouldAllBe(end => end.Address.Equals(IPAddress.Loopback));
    }

    [Fact]
    public async Task PortThatIsTaken_RaisesAnAlarmWithTheCureAndTheShowGoesOn()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var unlucky = await SpeakerBotWorker.StartAsync(port: taken);
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (unlucky.Alarms.Current.Any(alarm => alarm.Key == "speaker-bot:websocket"))
            {
                raised.TrySetResult();
            }
        }

        unlucky.Alarms.Changed += Look;
        Look();
        await raised.Task.WaitAsync(Limit);

        unlucky.Alarms.Current.Single(alarm => alarm.Key == "speaker-bot:websocket").Text.ShouldContain("SpeakerBot:WebSocketPort");
        (await unlucky.Get<SpeakerBotService>().UdpPort.WaitAsync(Limit)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Facade_ByDefault_IsOff()
    {
        await using var plain = await WorkerFixture.StartAsync();

        Should.Throw<InvalidOperationException>(() => plain.Get<SpeakerBotService>());
    }

    private Task<int> PortAsync() => worker.Get<SpeakerBotService>().WebSocketPort.WaitAsync(Limit);

    private async Task<SpeakerBotClient> ConnectAsync() => await SpeakerBotClient.ConnectAsync(await PortAsync());

    private async Task<(bool, bool, SpeechMode)> StatusAsync()
    {
        var status = await worker.Control.GetStatusAsync(CancellationToken.None);
        return (status.IsEnabled, status.IsPaused, status.Mode);
    }

    private Task<Utterance> WaitAsync(UtteranceState state) => SpeakerBotWorker.WaitAsync(worker, state);

    private sealed class BrokenWordCheck : IWordCheck
    {
        public bool MaySay(string text) => throw new InvalidOperationException("broken for the test");
    }
}
