using IShowTts.Tts.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.Onnx;

public sealed class OnDemandTests
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider time = new();
    private readonly List<Model> loaded = [];

    [Fact]
    public async Task Acquire_Twice_LoadsOnce()
    {
        await using var held = Hold(OnDemandTimes.Forever);

        using var first = await held.AcquireAsync(default);
        using var second = await held.AcquireAsync(default);

        first.Value.ShouldBeSameAs(second.Value);
        loaded.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Load_ThatEndsAsCancelled_IsTriedAgainAtTheNextUse()
    {
        var attempts = 0;
        await using var held = new OnDemand<Model>("test", () => ++attempts == 1 ? throw new OperationCanceledException() : new Model(), OnDemandTimes.Forever, time, NullLogger.Instance);

        await Should.ThrowAsync<OperationCanceledException>(async () => await held.AcquireAsync(default));

        using var lease = await held.AcquireAsync(default);
        lease.Value.Disposals.ShouldBe(0);
    }

    [Fact]
    public async Task Acquire_ByManyAtOnce_LoadsOnce()
    {
        await using var held = Hold(OnDemandTimes.Forever);

        var leases = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await held.AcquireAsync(default))));

        leases.Select(lease => lease.Value).Distinct().Count().ShouldBe(1);
        Array.ForEach(leases, lease => lease.Dispose());
        loaded.ShouldHaveSingleItem().Disposals.ShouldBe(0);
    }

    [Fact]
    public async Task IdleTime_Passed_UnloadsAndLoadsAnew()
    {
        await using var held = Hold(new OnDemandTimes(s_idle, TimeSpan.Zero));
        (await held.AcquireAsync(default)).Dispose();

        time.Advance(s_idle - TimeSpan.FromSeconds(1));
        held.IsLoaded.ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(1));

        held.IsLoaded.ShouldBeFalse();
        await loaded[0].Disposed.Task;
        using var again = await held.AcquireAsync(default);
        again.Value.ShouldNotBeSameAs(loaded[0]);
    }

    [Fact]
    public async Task IdleTime_WhileALeaseIsOut_DoesNotRun()
    {
        await using var held = Hold(new OnDemandTimes(s_idle, TimeSpan.Zero));

        using (var lease = await held.AcquireAsync(default))
        {
            time.Advance(s_idle * 3);
            lease.Value.Disposals.ShouldBe(0);
        }

        time.Advance(s_idle / 2);
        held.IsLoaded.ShouldBeTrue();
    }

    [Fact]
    public async Task Use_WithinTheIdleTime_StartsItAnew()
    {
        await using var held = Hold(new OnDemandTimes(s_idle, TimeSpan.Zero));

        for (var use = 0; use < 4; use++)
        {
            (await held.AcquireAsync(default)).Dispose();
            time.Advance(s_idle * 0.9);
        }

        loaded.ShouldHaveSingleItem().Disposals.ShouldBe(0);
    }

    [Fact]
    public async Task KeepWarm_TouchesTheUnusedValue_AndDoesNotCountAsUse()
    {
        var touched = new SemaphoreSlim(0);
        await using var held = Hold(new OnDemandTimes(s_idle, s_idle / 2.5), _ => touched.Release());
        (await held.AcquireAsync(default)).Dispose();

        time.Advance(s_idle / 2.5);
        (await touched.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        await AdvanceUntilUnloadedAsync(held);
        await loaded[0].Disposed.Task;
    }

    [Fact]
    public async Task KeepWarm_Fails_UnloadsTheValue()
    {
        await using var held = Hold(new OnDemandTimes(TimeSpan.Zero, s_idle), _ => throw new InvalidOperationException("device lost"));
        (await held.AcquireAsync(default)).Dispose();

        time.Advance(s_idle);

        await loaded[0].Disposed.Task;
        held.IsLoaded.ShouldBeFalse();
    }

    [Fact]
    public async Task Load_Fails_TellsTheCallerAndTriesAgainNextTime()
    {
        var attempts = 0;
        await using var held = new OnDemand<Model>(
            "test", () => ++attempts == 1 ? throw new InvalidOperationException("no file") : new Model(), OnDemandTimes.Forever, time, NullLogger.Instance);

        await Should.ThrowAsync<InvalidOperationException>(async () => await held.AcquireAsync(default));
        using var second = await held.AcquireAsync(default);

        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Acquire_CancelledDuringTheLoad_LeavesTheLoadForTheNext()
    {
        var may = new TaskCompletionSource();
        await using var held = new OnDemand<Model>("test", () => { may.Task.Wait(); return Load(); }, OnDemandTimes.Forever, time, NullLogger.Instance);
        using var cancel = new CancellationTokenSource();
        var waiting = held.AcquireAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        may.SetResult();
        using var lease = await held.AcquireAsync(default);

        loaded.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Dispose_WhileALeaseIsOut_WaitsForIt()
    {
        var held = Hold(OnDemandTimes.Forever);
        var lease = await held.AcquireAsync(default);

        var disposing = held.DisposeAsync().AsTask();

        disposing.IsCompleted.ShouldBeFalse();
        lease.Value.Disposals.ShouldBe(0);
        lease.Dispose();
        lease.Dispose();
        await disposing;
        loaded[0].Disposals.ShouldBe(1);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await held.AcquireAsync(default));
        Should.Throw<ObjectDisposedException>(() => lease.Value);
    }

    [Fact]
    public async Task ManyUsers_WhileItIsUnloadedAgainAndAgain_NeverSeeADisposedValue()
    {
        await using var held = Hold(new OnDemandTimes(TimeSpan.FromTicks(1), TimeSpan.Zero));
        var users = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var use = 0; use < 200; use++)
            {
                using var lease = await held.AcquireAsync(default);
                lease.Value.Disposals.ShouldBe(0);
                await Task.Yield();
                lease.Value.Disposals.ShouldBe(0);
            }
        }));
        var all = Task.WhenAll(users);

        while (!all.IsCompleted)
        {
            time.Advance(TimeSpan.FromTicks(1));
            await Task.Yield();
        }

        await all;
        loaded.Count(model => model.Disposals > 1).ShouldBe(0);
    }

    // After a touch the next timer is set on another thread; small steps find it whenever that was.
    private async Task AdvanceUntilUnloadedAsync(OnDemand<Model> held)
    {
        for (var second = 0; held.IsLoaded; second++)
        {
            second.ShouldBeLessThan(1_000_000);
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private OnDemand<Model> Hold(OnDemandTimes times, Action<Model>? touch = null) => new("test", Load, times, time, NullLogger.Instance, touch);

    private Model Load()
    {
        var model = new Model();
        lock (loaded)
        {
            loaded.Add(model);
        }

        return model;
    }

    private sealed class Model : IDisposable
    {
        private int disposals;

        public int Disposals => Volatile.Read(ref disposals);

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            Interlocked.Increment(ref disposals);
            Disposed.TrySetResult();
        }
    }
}
