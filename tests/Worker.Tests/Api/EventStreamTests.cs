using System.Net;
using IShowTts.TestKit;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IShowTts.Worker.Tests.Api;

public class EventStreamTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Stream_OfAnEmptyStart_TellsEachTransitionInOrder()
    {
        await using var host = await ApiHost.StartAsync();
        using var stream = await SseReader.OpenAsync(host.Stranger, null);
        await stream.GreetedAsync();
        await host.AddAsync(1);
        await host.Control.SkipAsync(ApiHost.NewUtterance(1).Id, new("test", "test"), None);

        var added = await stream.NextAsync();
        var skipped = await stream.NextAsync();

        added.Event.ShouldBe("utterance");
        added.Data.GetProperty("from").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        added.Data.GetProperty("to").GetString().ShouldBe("queued");
        skipped.Id.ShouldBe(added.Id + 1);
        skipped.Data.GetProperty("from").GetString().ShouldBe("queued");
        skipped.Data.GetProperty("utterance").GetProperty("state").GetString().ShouldBe("skipped");
    }

    [Fact]
    public async Task Stream_CutAndResumedAgainAndAgain_LosesAndRepeatsNothing()
    {
        await using var host = await ApiHost.StartAsync();
        var seen = new List<long>();
        for (var round = 0; round < 5; round++)
        {
            using var stream = await SseReader.OpenAsync(host.Stranger, seen.Count == 0 ? 0 : seen[^1]);
            for (var number = 0; number < 20; number++)
            {
                await host.AddAsync((round * 20) + number + 1);
            }

            for (var read = 0; read < 13; read++)
            {
                seen.Add((await stream.NextAsync()).Id);
            }
        }

        using var last = await SseReader.OpenAsync(host.Stranger, seen[^1]);
        while (seen.Count < 100)
        {
            seen.Add((await last.NextAsync()).Id);
        }

        seen.ShouldBe(Enumerable.Range(1, 100).Select(sequence => (long)sequence));
    }

    [Fact]
    public async Task Stream_OfTheSqliteQueue_GoesOnOverRestartsWithoutLossOrRepeat()
    {
        await using var home = new SqliteQueueHome();
        var seen = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            await home.OpenAsync();
            await using var host = await ApiHost.StartAsync(configure: services => services.AddSingleton(home.Queue));
            using var stream = await SseReader.OpenAsync(host.Stranger, seen.Count == 0 ? 0 : seen[^1]);
            for (var number = 0; number < 20; number++)
            {
                await home.Queue.AddAsync(ApiHost.NewUtterance((round * 20) + number + 1), None);
            }

            for (var read = 0; read < (round == 2 ? 30 : 15); read++)
            {
                seen.Add((await stream.NextAsync()).Id);
            }
        }

        seen.ShouldBe(Enumerable.Range(1, 60).Select(sequence => (long)sequence));
    }

    [Fact]
    public async Task Stream_Pings_AtItsStartAndEachIntervalWhateverElseComes()
    {
        var clock = new WatchedClock();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var host = await ApiHost.StartAsync(clock, settings: [("Api:KeepAliveSeconds", "7")]);
        using var stream = await SseReader.OpenAsync(host.Stranger, null);

        var first = await stream.AnyAsync();
        await clock.Asked(TimeSpan.FromSeconds(7), limit.Token);
        await host.AddAsync(1);
        var between = await stream.AnyAsync();
        clock.Advance(TimeSpan.FromSeconds(7));
        var second = await stream.AnyAsync();

        (first.Event, first.Id, first.Data.GetRawText()).ShouldBe(("ping", 0, """{"everySeconds":7}"""));
        between.Event.ShouldBe("utterance");
        (second.Event, second.Id, second.Data.GetRawText()).ShouldBe(("ping", 0, """{"everySeconds":7}"""));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public async Task Stream_AfterSomethingThatIsNoNumber_NamesTheHeader(string lastEventId)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);

        using var response = await host.Stranger.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("parameter").GetString().ShouldBe("Last-Event-ID");
    }

    [Fact]
    public async Task Stream_WhenTheWorkerStops_Ends()
    {
        await using var host = await ApiHost.StartAsync();
        using var stream = await SseReader.OpenAsync(host.Stranger, null);
        await stream.GreetedAsync();

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await stream.EndAsync();
    }

    [Fact]
    public async Task Stream_AfterHistoryThatIsGone_SaysWhatIsMissing()
    {
        await using var host = await ApiHost.StartAsync(configure: services => services.AddSingleton<IUtteranceQueue>(provider => new ForgetfulQueue()));
        using var stream = await SseReader.OpenAsync(host.Stranger, 5);

        var missed = await stream.NextAsync();
        var first = await stream.NextAsync();

        missed.Event.ShouldBe("missed");
        missed.Data.GetRawText().ShouldBe("""{"fromSequence":6,"toSequence":9}""");
        first.Id.ShouldBe(10);
    }
}
