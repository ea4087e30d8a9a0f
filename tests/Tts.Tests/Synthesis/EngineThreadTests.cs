using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.Synthesis;

public sealed class EngineThreadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly EngineThread worker = new("test", "the test");
    private readonly ManualResetEventSlim gate = new();
    private readonly List<string> done = [];

    public void Dispose()
    {
        gate.Set();
        worker.Dispose();
        worker.WaitEnded(Limit).ShouldBeTrue();
        gate.Dispose();
    }

    [Fact]
    public async Task Dispose_TwiceAndAfterTheThreadEnded_FinishesTheLineAndDoesNotThrow()
    {
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Post(() => ran.TrySetResult());

        worker.Dispose();
        await ran.Task.WaitAsync(Limit);
        worker.WaitEnded(Limit).ShouldBeTrue();

        Should.NotThrow(worker.Dispose);
        Should.Throw<SynthesisException>(() => worker.Post(() => { })).Code.ShouldBe("engine-busy");
    }

    [Fact]
    public async Task Run_WorkThatGivesWay_IsBegunWhenNoOtherWaits()
    {
        await BlockAsync();
        Task[] all = [Run("raw 1", true), Run("raw 2", true), Run("show 1", false), Run("raw 3", true), Run("show 2", false)];

        gate.Set();
        await Task.WhenAll(all).WaitAsync(Limit);

        done.ShouldBe(["show 1", "show 2", "raw 1", "raw 2", "raw 3"]);
    }

    [Fact]
    public async Task Hold_KeepsWorkThatGivesWayOutBetweenTwoPiecesOfTheHolders()
    {
        var first = worker.Hold();
        var second = worker.Hold();
        var raw = Run("raw", true);

        await Run("show 1", false).WaitAsync(Limit);
        await Run("show 2", false).WaitAsync(Limit);
        first.Dispose();
        first.Dispose();
        await Run("show 3", false).WaitAsync(Limit);
        raw.IsCompleted.ShouldBeFalse();
        second.Dispose();
        await raw.WaitAsync(Limit);

        done.ShouldBe(["show 1", "show 2", "show 3", "raw"]);
    }

    [Fact]
    public async Task Run_CancelledBeforeItsTurn_LeavesTheLineAtOnce()
    {
        await BlockAsync();
        using var leave = new CancellationTokenSource();
        var left = Enumerable.Range(0, EngineLine.Capacity).Select(_ => Run("left", true, leave.Token)).ToList();
        Should.Throw<SynthesisException>(() => Run("too many", true)).Code.ShouldBe("engine-busy");
        var show = Run("show", false); // those that give way fill their own line only

        await leave.CancelAsync();

        foreach (var one in left)
        {
            await Should.ThrowAsync<OperationCanceledException>(one.WaitAsync(Limit));
        }

        var raw = Run("raw", true);
        gate.Set();
        await Task.WhenAll(show, raw).WaitAsync(Limit);
        done.ShouldBe(["show", "raw"]);
    }

    [Fact]
    public async Task Dispose_WhileHeld_StillFinishesTheLine()
    {
        using var hold = worker.Hold();
        var raw = Run("raw", true);

        worker.Dispose();

        await raw.WaitAsync(Limit);
    }

    /// <summary>Keeps the thread busy until <see cref="gate"/> is open.</summary>
    private async Task BlockAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Post(() =>
        {
            begun.SetResult();
            gate.Wait(Limit);
        });
        await begun.Task.WaitAsync(Limit);
    }

    private Task<bool> Run(string name, bool givesWay, CancellationToken cancellationToken = default) => worker.RunAsync(
        _ =>
        {
            done.Add(name);
            return true;
        },
        givesWay,
        cancellationToken);
}
