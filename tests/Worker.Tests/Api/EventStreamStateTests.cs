using System.Net;
using IShowTts.Worker.Control;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Api;

public class EventStreamStateTests
{
    private static readonly Actor Tester = new("test", "test");

    [Fact]
    public async Task Stream_ThatIncludesAll_TellsStatusAndHealthAtOnceAndTransitionsAsBefore()
    {
        await using var host = await ApiHost.StartAsync();
        using var stream = await SseReader.OpenAsync(host.Stranger, 0, "status,health,level");

        var first = await stream.NextAsync();
        var second = await stream.NextAsync();
        await host.AddAsync(1);
        var added = await stream.NextAsync("utterance");

        new[] { first.Event, second.Event }.ShouldBe(["status", "health"], ignoreOrder: true);
        new[] { first, second }.Single(one => one.Event == "status").Data.GetProperty("mode").GetString().ShouldBe("all");
        new[] { first, second }.Single(one => one.Event == "health").Data.GetProperty("status").GetString().ShouldBe("ok");
        first.Id.ShouldBe(0, "only transitions have a number to resume from");
        added.Id.ShouldBe(1);
    }

    [Fact]
    public async Task Status_WhenSomethingCameToWait_IsToldAgain()
    {
        await using var host = await ApiHost.StartAsync();
        using var stream = await SseReader.OpenAsync(host.Stranger, null, "status");
        (await stream.NextAsync("status")).Data.GetProperty("waiting").GetInt32().ShouldBe(0);

        await host.AddAsync(1);

        (await stream.NextAsync("status")).Data.GetProperty("waiting").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Status_OfWhatHasNoSignal_IsFoundByTheLook()
    {
        await using var host = await ApiHost.StartAsync();
        using var stream = await SseReader.OpenAsync(host.Stranger, null, "status");
        await stream.NextAsync("status");

        await host.Control.PauseAsync(Tester, CancellationToken.None);

        (await stream.NextAsync("status")).Data.GetProperty("paused").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Status_ForALaterListener_ComesThoughNothingChanged()
    {
        await using var host = await ApiHost.StartAsync();
        using var first = await SseReader.OpenAsync(host.Stranger, null, "status");
        await first.NextAsync("status");

        using var second = await SseReader.OpenAsync(host.Stranger, null, "status");

        (await second.NextAsync("status")).Data.GetProperty("enabled").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Health_WhenAnAlarmIsRaised_IsToldAgain()
    {
        await using var host = await ApiHost.StartAsync(configure: static services =>
        {
            services.AddSingleton<AlarmBoard>();
            services.AddSingleton<IAlarms>(static provider => provider.GetRequiredService<AlarmBoard>());
        });
        using var stream = await SseReader.OpenAsync(host.Stranger, null, "health");
        await stream.NextAsync("health");

        host.Services.GetRequiredService<AlarmBoard>().Raise("held", "Something waits.");

        var told = await stream.NextAsync("health");
        told.Data.GetProperty("status").GetString().ShouldBe("degraded");
        told.Data.GetProperty("alarms")[0].GetProperty("key").GetString().ShouldBe("held");
    }

    [Fact]
    public async Task State_OfAStoreThatFailedOnce_IsToldWhenItIsBack()
    {
        await using var host = await ApiHost.StartAsync();
        host.Control.StatusFailures = 1;
        using var stream = await SseReader.OpenAsync(host.Stranger, null, "status");

        (await stream.NextAsync("status")).Data.GetProperty("held").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("mood")]
    [InlineData("status,mood")]
    [InlineData("STATUS")]
    [InlineData("status%0Alevel")]
    public async Task Stream_ThatIncludesWhatThereIsNot_NamesTheParameter(string include)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Stranger.GetAsync($"/api/events?include={include}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("parameter").GetString().ShouldBe("include");
        problem.GetProperty("detail").GetString()!.ShouldContain("status, health, level");
    }

    [Fact]
    public async Task Level_OfWhatPlays_IsMeasuredWhereItIsHeard()
    {
        await using var host = await ApiHost.StartAsync(configure: static services => services.AddSingleton<NowPlaying>());
        using var cue = NewCue();
        var playing = host.Services.GetRequiredService<NowPlaying>();
        using var stream = await SseReader.OpenAsync(host.Stranger, null, "level");
        await stream.GreetedAsync();

        playing.Set(cue);
        playing.Heard = TimeSpan.FromMilliseconds(1_500);
        SseEvent level;
        do
        {
            level = await stream.NextAsync("level");
        }
        while (level.Data.GetProperty("heardMs").GetDouble() == 0);

        level.Data.GetRawText().ShouldBe($$"""{"utterance":"{{cue.Utterance.Id}}","heardMs":1500,"totalMs":2000,"peak":0.5,"rms":0.5}""");
    }

    [Fact]
    public async Task Level_WhilePaused_IsNotTold()
    {
        await using var host = await ApiHost.StartAsync(configure: static services => services.AddSingleton<NowPlaying>());
        using var cue = NewCue();
        var playing = host.Services.GetRequiredService<NowPlaying>();
        playing.Pause();
        playing.Set(cue);
        using var stream = await SseReader.OpenAsync(host.Stranger, null, "status,level");
        for (var number = 1; number <= 3; number++)
        {
            (await stream.NextAsync()).Event.ShouldNotBe("level");
            await host.AddAsync(number);
        }

        playing.Resume();

        (await stream.NextAsync("level")).Data.GetProperty("utterance").GetString().ShouldBe(cue.Utterance.Id);
    }

    /// <summary>Two seconds: silence, then half of full scale.</summary>
    private static Cue NewCue()
    {
        var cue = new Cue(ApiHost.NewUtterance(1));
        cue.Append(new float[48_000]);
        cue.Append(Enumerable.Repeat(-0.5f, 48_000).ToArray());
        cue.Complete();
        return cue;
    }
}
