using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Own words and the box to try a sentence.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardFiltersTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    [SkippableFact]
    public async Task Word_Banned_RejectsTheNextMessageUntilItIsTakenBack()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "filters");
        worker.Source.Give(Chat.Message("m1", "ann", "the wobblefish is back"));
        await worker.WaitAsync("m1", UtteranceState.Heard);

        await dashboard.Page.GetByLabel("Add a word: blocked").FillAsync("wobblefish");
        await dashboard.Page.Keyboard.PressAsync("Enter");
        await dashboard.SeeAsync("[data-list=blocked] .chip", "wobblefish");
        worker.Source.Give(Chat.Message("m2", "bob", "another wobblefish today"));
        (await worker.WaitAsync("m2", UtteranceState.Rejected)).Reason!.Code.ShouldBe(ReasonCodes.BlockedWord);
        await dashboard.Button("Remove: wobblefish").ClickAsync();
        await dashboard.SeeGoneAsync("[data-list=blocked] .chip", "wobblefish");
        worker.Source.Give(Chat.Message("m3", "cleo", "one more wobblefish here"));

        await worker.WaitAsync("m3", UtteranceState.Heard);
    }

    [SkippableFact]
    public async Task Sentence_Tried_ShowsEachStepAndSpeaksNothing()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "filters");
        var requests = worker.Engine.Requests.Count;

        await dashboard.Page.GetByLabel("Sentence", new() { Exact = true }).FillAsync("look at https://example.com/x <b>now</b>");
        await dashboard.Page.Keyboard.PressAsync("Enter");

        await dashboard.SeeAsync(".outcome.reject", "link");
        await dashboard.SeeAsync(".step.reject code", "Filters:Links");
        worker.Engine.Requests.Count.ShouldBe(requests);
        (await worker.Queue.ListAsync(new UtteranceQuery(null, 10, null), CancellationToken.None)).ShouldBeEmpty();
    }
}
