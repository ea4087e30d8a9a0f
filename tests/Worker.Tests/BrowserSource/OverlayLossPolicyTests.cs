using IShowTts.Integrations.Playback;
using IShowTts.TestKit.BrowserSource;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary><c>Playout:OnSinkLost</c> as it is by default, with pages that do not say all they must: what was mostly heard is not heard twice, the rest is.</summary>
public sealed class OverlayLossPolicyTests : IAsyncLifetime
{
    private static readonly string Words = string.Join(' ', Enumerable.Range(1, 5).Select(static number => $"word{number}"));

    private WorkerFixture _worker = null!;
    private string _key = null!;

    public async Task InitializeAsync()
    {
        _worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            Sinks = [new RecordingSink("written")],
            Configuration = new Dictionary<string, string?>
            {
                ["Playout:RequiredSink"] = "overlay",
                ["Playout:ReopenMilliseconds"] = "100",
                ["Playout:OnSinkLost"] = nameof(InterruptedPolicy.ReplayIfLessThanHalfHeard),
                ["BrowserSource:AckMilliseconds"] = "2000",
            },
            ConfigureServices = static services => services.AddSingleton<IAudioSink>(static provider => provider.GetRequiredService<AudioSinkFactory>().Create("overlay")),
        });
        _key = ApiKeySecret.Generate();
        new ApiKeyFile(_worker.Get<DataDirectory>()).Add(new ApiKey("obs", ApiKeySecret.Hash(_key), ApiScope.Overlay, DateTimeOffset.UnixEpoch));
    }

    public Task DisposeAsync() => _worker.DisposeAsync().AsTask();

    [Fact]
    public async Task Page_ThatPlayedItAllAndNeverSaidThatItEnded_IsNotHeardTwice()
    {
        await using var forgetful = await OverlayClient.ConnectAsync(_worker.BaseAddress, _key);
        forgetful.TellsEnds = false;
        _worker.Source.Give(Chat.Bits("m1", "ann", 500, Words));

        var first = await _worker.WaitAsync("m1", UtteranceState.Heard);
        await forgetful.WaitUntilAsync(static client => IsClosed(client));
        await using var next = await OverlayClient.ConnectAsync(_worker.BaseAddress, _key);
        _worker.Source.Give(Chat.Bits("m2", "bob", 500, "hello"));
        var second = await _worker.WaitAsync("m2", UtteranceState.Heard);

        (first.Reason!.Code, first.Reason.Rule).ShouldBe((ReasonCodes.MostlyHeard, "Playout:OnSinkLost"));
        first.Timings.HeardMs!.Value.ShouldBeInRange(first.Timings.AudioMs!.Value / 2, first.Timings.AudioMs.Value);
        forgetful.CloseReason.ShouldBe("The page did not acknowledge its audio in time.");
        forgetful.Samples.Length.ShouldBe((int)(first.Timings.AudioMs.Value * 48));
        next.Samples.Length.ShouldBe((int)(second.Timings.AudioMs!.Value * 48), "Only the second one.");
    }

    [Fact]
    public async Task Page_ThatPlayedLittleAndNeverSaidThatItEnded_IsPlayedAgainFromTheStartInTheNext()
    {
        await using var hanging = await OverlayClient.ConnectAsync(_worker.BaseAddress, _key);
        hanging.TellsEnds = false;
        var closed = hanging.WaitUntilAsync(static client => IsClosed(client, holdsFromItsFirstSample: true));
        _worker.Source.Give(Chat.Bits("m1", "ann", 500, Words));

        await closed;
        await using var next = await OverlayClient.ConnectAsync(_worker.BaseAddress, _key);
        var heard = await _worker.WaitAsync("m1", UtteranceState.Heard);

        hanging.Samples.Length.ShouldBeInRange(1, (int)(heard.Timings.AudioMs!.Value * 24));
        heard.Reason!.Code.ShouldBe(ReasonCodes.Finished);
        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        next.Samples.Length.ShouldBe((int)(heard.Timings.AudioMs.Value * 48), "All of it, from the start.");
    }

    /// <summary>Is asked by the page's own reader, so that a page that is to hang hangs before it has played anything of note.</summary>
    private static bool IsClosed(OverlayClient client, bool holdsFromItsFirstSample = false)
    {
        if (holdsFromItsFirstSample && client.Samples.Length > 0)
        {
            client.Hold();
        }

        return client.CloseReason is not null;
    }
}
