using IShowTts.TestKit.Hosting;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>The browser reaches the worker.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrowserTests(BrowserFixture browsers)
{
    [SkippableFact]
    public async Task Browser_OpensWorkersAddress_GetsItsAnswer()
    {
        await using var context = await browsers.Require().NewContextAsync();
        await using var worker = await WorkerFixture.StartAsync();
        var page = await context.NewPageAsync();

        var answer = await page.GotoAsync(new Uri(worker.BaseAddress, "/healthz").ToString());

        answer.ShouldNotBeNull().Status.ShouldBe(200);
        (await answer.TextAsync()).ShouldContain("\"sinks\"");
    }
}
