using IShowTts.TestKit.Contracts;
using IShowTts.Tts.F5;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.F5.Speaking;

/// <summary>Texts that give way (raw requests) and texts that do not (the show) in one engine's line.</summary>
[Collection(AudioChunkCollection.Name)]
public sealed class F5RightOfWayTests : IAsyncDisposable
{
    private const string Show = "Zesty zebras zigzag, zippy zombies zoom and zap. Zealous wizards blaze, zonked zany zeppelins buzz and fizz, so fuzzy lizards doze and wheeze.";
    private const string Long = "This is the first clause, and then there is a second one. After that comes another sentence, which is quite long, so that more parts are needed.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly F5Bench bench = new();
    private readonly SemaphoreSlim begun = new(0);
    private readonly ManualResetEventSlim gate = new();

    public async ValueTask DisposeAsync()
    {
        gate.Set();
        await bench.DisposeAsync();
        gate.Dispose();
        begun.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Synthesize_AShowTextThatComesWhileOthersWait_IsNextAndHasTheLineToItsEnd(int batch)
    {
        bench.Options.BatchWaiting = batch;
        HoldTheFirst();
        List<Task<float[]>> raw = [bench.SpeakAsync(Raw("now in work"))];
        (await begun.WaitAsync(Limit)).ShouldBeTrue();
        raw.AddRange(Enumerable.Range(0, 5).Select(i => bench.SpeakAsync(Raw($"waiting number {i} {Long}"))));

        var show = bench.SpeakAsync(bench.Request(Show));
        gate.Set();

        (await show.WaitAsync(Limit)).Length.ShouldBeGreaterThan(50_000);
        (await Task.WhenAll(raw).WaitAsync(Limit)).ShouldAllBe(samples => samples.Length > 10_000);
        var order = bench.Model.Requests.Select(IsShow).ToList();
        var parts = order.Count(isShow => isShow);
        parts.ShouldBeGreaterThan(2);
        order.IndexOf(true).ShouldBe(1);
        order.LastIndexOf(true).ShouldBe(parts);
    }

    [Fact]
    public async Task Synthesize_TheShowIdle_OthersAreSpokenInTheOrderTheyCame()
    {
        HoldTheFirst();
        List<Task<float[]>> raw = [bench.SpeakAsync(Raw("a"))];
        (await begun.WaitAsync(Limit)).ShouldBeTrue();
        raw.AddRange(new[] { "xx xx xx xx", "xxx xxx xxx xxx", "xxxx xxxx xxxx xxxx" }.Select(text => bench.SpeakAsync(Raw(text))));

        gate.Set();
        await Task.WhenAll(raw).WaitAsync(Limit);

        bench.Model.Requests.Select(part => Count(part, 'x')).ShouldBe([0, 8, 12, 16]);
    }

    [Fact]
    public async Task Synthesize_OneThatGivesWayAndIsCancelledWhileItWaits_IsGoneAtOnceAndHarmsNobody()
    {
        HoldTheFirst();
        var show = bench.SpeakAsync(bench.Request("the show has the line"));
        (await begun.WaitAsync(Limit)).ShouldBeTrue();
        using var leave = new CancellationTokenSource();
        var raw = bench.SpeakAsync(Raw("nobody waits for this"), leave.Token);

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(raw.WaitAsync(Limit)); // while the show's part is still in work
        gate.Set();
        await show.WaitAsync(Limit);
        bench.Model.Requests.ShouldHaveSingleItem();
    }

    private static bool IsShow(FlowRequest part) => Count(part, 'z') + Count(part, 'Z') > 0;

    private static int Count(FlowRequest part, char letter)
    {
        var id = F5Bench.Vocabulary.IdOf([letter]);
        return part.Tokens.ToArray().Count(token => token == id);
    }

    private SynthesisRequest Raw(string text) => bench.Request(text) with { GivesWay = true };

    /// <summary>The first part waits until <see cref="gate"/> is open; all others go through.</summary>
    private void HoldTheFirst() => bench.Model.BeforeSample = (_, number, token) =>
    {
        if (number == 0)
        {
            begun.Release();
            gate.Wait(Limit, token);
        }
    };
}
