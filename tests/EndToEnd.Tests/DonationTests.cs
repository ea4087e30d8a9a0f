using IShowTts.TestKit.Donations.Loopback;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Donations, from the service's socket to the sink.</summary>
public sealed class DonationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task StreamElements_Tip_IsSpokenOnceAcrossRestarts()
    {
        using var limit = new CancellationTokenSource(Limit);
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-");
        try
        {
            await using var service = await LoopbackStreamElements.StartAsync();
            await using (var worker = await StartAsync(service.Configuration, directory.FullName))
            {
                var socket = await service.AcceptAndWelcomeAsync(limit.Token);
                await socket.SendAsync(LoopbackStreamElements.Message(LoopbackStreamElements.Tip("tip-1", "thank you for the stream")));
                var utterance = await worker.WaitAsync("tip-1", UtteranceState.Heard);
                utterance.SpokenText.ShouldContain("thank you for the stream");
                utterance.Source.ShouldBe("streamelements");
                utterance.IsPaid.ShouldBeTrue();
                Spoken(worker).ShouldHaveSingleItem();
            }

            await using (var worker = await StartAsync(service.Configuration, directory.FullName))
            {
                var socket = await service.AcceptAndWelcomeAsync(limit.Token);
                await socket.SendAsync(
                    LoopbackStreamElements.Message(LoopbackStreamElements.Tip("tip-1", "thank you for the stream")),
                    LoopbackStreamElements.Message(LoopbackStreamElements.Tip("tip-2", "another one")));
                await worker.WaitAsync("tip-2", UtteranceState.Heard);
                Spoken(worker).ShouldHaveSingleItem();
                (await worker.Queue.ListAsync(new UtteranceQuery(), CancellationToken.None)).Count(utterance => utterance.EventId == "tip-1").ShouldBe(1);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Streamlabs_Donations_AreSpokenOnceAndSurviveACut()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var service = await LoopbackSocketIo.StartAsync();
        await using var worker = await StartAsync(service.Configuration);
        var first = await service.AcceptAndOpenAsync(limit.Token);

        await first.SendAsync(LoopbackSocketIo.Donation("d1", "a kind word"), LoopbackSocketIo.Donation("d1", "a kind word"));
        var utterance = await worker.WaitAsync("d1", UtteranceState.Heard);
        utterance.Source.ShouldBe("streamlabs");
        utterance.Amount.ShouldBe(new Amount(13.37m, "USD"));
        first.Abort();
        var second = await service.AcceptAndOpenAsync(limit.Token);
        await second.SendAsync(LoopbackSocketIo.Donation("d1", "a kind word"), LoopbackSocketIo.Donation("d2", "another"));
        await worker.WaitAsync("d2", UtteranceState.Heard);

        Spoken(worker).Count().ShouldBe(2);

        utterance.IsTest.ShouldBeFalse();
        await second.SendAsync(LoopbackSocketIo.Donation("d3", "only a test").Replace("\"_id\"", "\"isTest\":true,\"_id\"", StringComparison.Ordinal));
        (await worker.WaitAsync("d3", UtteranceState.Heard)).IsTest.ShouldBeTrue();
    }

    private static IEnumerable<string> Spoken(WorkerFixture worker) =>
        worker.Engine.Requests.Select(request => request.Text).Where(text => text.Contains("donated", StringComparison.Ordinal));

    private static Task<WorkerFixture> StartAsync(IReadOnlyDictionary<string, string?> configuration, string? directory = null) =>
        WorkerFixture.StartAsync(new WorkerFixtureSettings { KeepSources = true, Configuration = configuration }, directory);
}
