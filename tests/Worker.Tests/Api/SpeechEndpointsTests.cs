using System.Net;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Api;

public class SpeechEndpointsTests
{
    [Fact]
    public async Task Orders_OfEveryKind_ReachTheControlWithTheirActor()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var order in new[] { "pause", "resume", "skip", "clear", "stop" })
        {
            using var response = await host.Client.PostAsync($"/api/speech/{order}", null);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        host.Control.Orders.ShouldBe(["pause api", "resume api", "skip api", "clear api", "stop api"]);
    }

    [Fact]
    public async Task Clear_OfWhatWaits_SaysHowMany()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);
        await host.AddAsync(2, UtteranceState.Held);

        var body = await ApiHost.ReadAsync(await host.Client.PostAsync("/api/speech/clear", null));

        body.GetRawText().ShouldBe("""{"count":2}""");
    }

    [Fact]
    public async Task Status_WhilePaused_SaysSo()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);
        await host.Client.PostAsync("/api/speech/pause", null);

        var body = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/api/status"));

        body.GetRawText().ShouldBe("""{"enabled":true,"paused":true,"mode":"all","nowPlaying":null,"heardMs":0,"waiting":1,"held":0}""");
    }

    [Fact]
    public async Task Health_OfAWellWorker_IsOk()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);

        var body = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/healthz"));

        body.EnumerateObject().Select(property => property.Name).ShouldBe(["status", "version", "paused", "enabled", "queue", "sources", "sinks", "alarms", "twitch"]);
        body.GetProperty("status").GetString().ShouldBe("ok");
        body.GetProperty("queue").GetProperty("queued").GetInt32().ShouldBe(1);
        body.GetProperty("queue").EnumerateObject().Count().ShouldBe(10);
    }

    [Fact]
    public async Task Health_WithAnAlarmAndALostSinkAndAFailedSource_IsDegraded()
    {
        await using var host = await ApiHost.StartAsync(configure: services => services
            .AddSingleton<IAlarms>(new StandingAlarm())
            .AddSingleton<ISinkReports>(new LostSink())
            .AddSingleton<IEventSource>(new FailedSource()));

        var body = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/healthz"));

        body.GetProperty("status").GetString().ShouldBe("degraded");
        body.GetProperty("alarms")[0].GetProperty("text").GetString().ShouldBe("The device is gone.");
        body.GetProperty("sinks").GetRawText().ShouldBe("""[{"name":"device:x","state":"lost","detail":"Plug it in.","counts":false}]""");
        body.GetProperty("sources")[0].GetProperty("state").GetString().ShouldBe("failed");
    }

    [Theory]
    [InlineData(false, false, 1, "ok")]
    [InlineData(true, true, 0, "ok")]
    [InlineData(true, true, 1, "degraded")]
    [InlineData(true, false, 1, "ok")]
    public async Task Health_WithASinkThatNobodyHears_IsDegradedOnlyWhenSpeechWaitsForIt(bool isRequired, bool counts, int waiting, string status)
    {
        await using var host = await ApiHost.StartAsync(configure: services => services.AddSingleton<ISinkReports>(new IdleSink(isRequired, counts)));
        for (var i = 1; i <= waiting; i++)
        {
            await host.AddAsync(i);
        }

        var body = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/healthz"));

        body.GetProperty("status").GetString().ShouldBe(status);
        body.GetProperty("sinks").GetRawText().ShouldStartWith("""[{"name":"discord:main","state":"idle","detail":"Nobody is in General.","counts":""");
    }

    [Fact]
    public async Task Queue_ThatCannotBeUsed_IsAProblemAndNoCrash()
    {
        await using var host = await ApiHost.StartAsync(configure: services => services.AddSingleton<IUtteranceQueue>(new BrokenQueue()));

        using var response = await host.Stranger.GetAsync("/healthz");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:queue-unavailable");
    }

    private sealed class StandingAlarm : IAlarms
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public IReadOnlyList<Alarm> Current => [new Alarm("sink:x", "The device is gone.", DateTimeOffset.UnixEpoch)];
    }

    private sealed class IdleSink(bool isRequired, bool counts) : ISinkReports
    {
        public IReadOnlyList<SinkReport> Sinks { get; } = [new("discord:main", false, "Nobody is in General.") { IsIdle = true, IsRequired = isRequired, Counts = counts }];
    }

    private sealed class LostSink : ISinkReports
    {
        public IReadOnlyList<SinkReport> Sinks => [new SinkReport("device:x", false, "Plug it in.")];
    }

    private sealed class FailedSource : IEventSource
    {
        public string Name => "twitch-irc:x";

        public SourceHealth Health => new(SourceState.Failed, DateTimeOffset.UnixEpoch, null, "The token is wrong.");

        public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<StreamEvent>();
    }
}
