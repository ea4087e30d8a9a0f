using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>What plays, waits and was, on the dashboard, while it happens.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardStreamTests(BrowserFixture browsers)
{
    [SkippableFact]
    public async Task Stream_ChatComesAndIsHeard_IsShownWithoutReload()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(browsers, worker.BaseAddress);
        await dashboard.SeeAsync(".now", "Quiet");

        worker.Source.Give(Chat.Message("m1", "ann", "hello from chat"));
        await worker.WaitAsync("m1", UtteranceState.Heard);

        await dashboard.SeeAsync(".past .badge", "heard");
        await dashboard.SeeAsync(".past .said", "hello from chat");
    }

    [SkippableFact]
    public async Task Stream_MessageIsRejected_IsShownWithItsReasonInPlainWords()
    {
        await using var worker = await WorkerFixture.StartAsync(new() { Configuration = new Dictionary<string, string?> { ["Filters:Links:Action"] = "Reject" } });
        await using var dashboard = await DashboardPage.OpenAsync(browsers, worker.BaseAddress);

        worker.Source.Give(Chat.Message("m1", "ann", "look at https://example.com/x"));

        await dashboard.SeeAsync(".past.rejected .why", "link");
        await dashboard.SeeAsync(".past.rejected .why code", "Filters:Links");
    }
}
