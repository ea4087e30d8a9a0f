using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>What is well and what is not: sources, outputs, the Twitch account, alarms.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardHealthTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    [SkippableFact]
    public async Task Sources_ShowSinceWhenTheyAreConnectedAndTheirLastEvent()
    {
        var now = TimeProvider.System.GetUtcNow();
        var since = now.AddDays(-3);
        await using var worker = await WorkerFixture.StartAsync(new()
        {
            ConfigureServices = services =>
            {
                services.AddSingleton<IEventSource>(new ToldSource("chat-line", new SourceHealth(SourceState.Connected, since, now.AddHours(-2.5), "")));
                services.AddSingleton<IEventSource>(new ToldSource("donations", new SourceHealth(SourceState.Failed, now, null, "The token was refused: paste a new one.")));
            },
        });

        await using var dashboard = await DashboardPage.OpenAsync(Browsers, new Uri(worker.BaseAddress, "/#health"));

        await dashboard.SeeAsync(".thing:has(b:text-is('chat-line')) .badge.good", "connected");
        var facts = (await dashboard.Page.Locator(".thing", new() { HasText = "chat-line" }).Locator(".facts").TextContentAsync()).ShouldNotBeNull();
        facts.ShouldContain("last event 2 h ago");
        facts.ShouldContain($"since {await AsShownAsync(dashboard, since, withDate: true)}");
        await dashboard.SeeAsync(".thing:has(b:text-is('donations')) .badge.bad", "failed");
        await dashboard.SeeAsync(".thing:has(b:text-is('donations')) .facts", "no event yet");
        await dashboard.SeeAsync(".thing:has(b:text-is('donations'))", "paste a new one");
    }

    [SkippableFact]
    public async Task Twitch_SignedIn_ShowsHowLongTheTokenIsGoodAndNothingOfIt()
    {
        var until = TimeProvider.System.GetUtcNow().AddDays(2);
        await using var worker = await WorkerFixture.StartAsync(With(new ToldAccount(TwitchAccountState.SignedIn, new TwitchSession("client", "1", "streamer_ana", [], until), "")));

        await using var dashboard = await DashboardPage.OpenAsync(Browsers, new Uri(worker.BaseAddress, "/#health"));

        await dashboard.SeeAsync("section[aria-labelledby=twitch-title] .badge.good", "signed in");
        await dashboard.SeeAsync("section[aria-labelledby=twitch-title] b", "streamer_ana");
        await dashboard.SeeAsync("section[aria-labelledby=twitch-title] .facts", $"token good until {await AsShownAsync(dashboard, until, withDate: true)}");
    }

    [SkippableFact]
    public async Task Twitch_ThatWantsAnotherSignIn_ShowsTheCure()
    {
        await using var worker = await WorkerFixture.StartAsync(With(new ToldAccount(TwitchAccountState.SignInAgain, null, "Twitch takes the token no more: run ishowtts twitch login.")));

        await using var dashboard = await DashboardPage.OpenAsync(Browsers, new Uri(worker.BaseAddress, "/#health"));

        await dashboard.SeeAsync("section[aria-labelledby=twitch-title] .badge.bad", "sign in again");
        await dashboard.SeeAsync("section[aria-labelledby=twitch-title]", "ishowtts twitch login");
    }

    [SkippableFact]
    public async Task Device_LostAndBack_IsShownAsAlarmAndAsNotAudible()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, new Uri(worker.BaseAddress, "/#health"));
        await dashboard.SeeAsync("section[aria-labelledby=sinks-title] .badge.good", "audible");
        (await dashboard.Page.Locator(".alarm").CountAsync()).ShouldBe(0);

        worker.Sink.Disappear();
        worker.Source.Give(Chat.Message("m1", "ann", "one two three"));
        await dashboard.SeeAsync(".alarm:not(.mild)", worker.Sink.Name);
        await dashboard.SeeAsync("section[aria-labelledby=sinks-title] .badge.bad", "not audible");
        worker.Sink.Repair();

        await dashboard.SeeGoneAsync(".alarm");
        await dashboard.SeeAsync("section[aria-labelledby=sinks-title] .badge.good", "audible");
    }

    [SkippableFact]
    public async Task Held_Message_RaisesAnAlarmInEverySectionThatLeadsToIt()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "voices");
        await dashboard.SeeAsync("#voices-title");

        worker.Source.Give(Chat.Redeemed("r1", "ann", 500, "decide me"));
        await dashboard.SeeAsync(".alarm.mild", "wait for approval");
        await dashboard.Page.Locator(".alarm a").ClickAsync();
        await dashboard.Page.Locator("[data-held]", new() { HasText = "decide me" }).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await worker.WaitAsync("r1", UtteranceState.Heard);
        await dashboard.SeeGoneAsync(".alarm");
    }

    private static WorkerFixtureSettings With(ToldAccount account) => new()
    {
        ConfigureServices = services =>
        {
            services.RemoveAll<ITwitchAccount>();
            services.AddSingleton<ITwitchAccount>(account);
        },
    };

    /// <summary>A time as the browser writes it for its user.</summary>
    private static Task<string> AsShownAsync(DashboardPage dashboard, DateTimeOffset at, bool withDate) =>
        dashboard.Page.EvaluateAsync<string>(
            "([at, withDate]) => { const time = new Date(at); const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }); return withDate ? `${time.toLocaleDateString()} ${clock}` : clock; }",
            new object[] { at.ToUnixTimeMilliseconds(), withDate });
}
