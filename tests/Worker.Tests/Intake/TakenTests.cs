using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>A source is told of each of its events when the outcome is on disk, so that a sender is answered no sooner.</summary>
public sealed class TakenTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Event_Decided_IsToldWhenItsUtteranceIsStored()
    {
        await using var worker = await WorkerFixture.StartAsync();
        var cheer = Chat.Bits("c1", "ann", 100, "hello");

        worker.Source.Give(cheer);
        var (told, isTaken) = await worker.Source.Told.ReadAsync().AsTask().WaitAsync(Limit);

        told.ShouldBeSameAs(cheer);
        isTaken.ShouldBeTrue();
        (await worker.Queue.ListAsync(new UtteranceQuery(Limit: 10), CancellationToken.None)).ShouldHaveSingleItem().EventId.ShouldBe("c1");
    }

    [Fact]
    public async Task Event_IgnoredOrARepeat_IsTaken()
    {
        await using var worker = await WorkerFixture.StartAsync();

        worker.Source.Give(Chat.Message("m1", "ann", "!unspoken"));
        worker.Source.Give(Chat.Bits("c1", "ann", 100, "hello"));
        worker.Source.Give(Chat.Bits("c1", "ann", 100, "hello"));

        for (var i = 0; i < 3; i++)
        {
            (await worker.Source.Told.ReadAsync().AsTask().WaitAsync(Limit)).IsTaken.ShouldBeTrue();
        }

        (await worker.Queue.ListAsync(new UtteranceQuery(Limit: 10), CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Event_DroppedByAnError_IsToldAsDropped_AndIsTakenWhenItComesAgain()
    {
        var faulty = new FailingOnce();
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { ConfigureServices = services => services.AddSingleton<IIntakeObserver>(faulty) });

        worker.Source.Give(Chat.Bits("c1", "ann", 100, "hello"));
        var first = await worker.Source.Told.ReadAsync().AsTask().WaitAsync(Limit);
        worker.Source.Give(Chat.Bits("c1", "ann", 100, "hello"));
        var second = await worker.Source.Told.ReadAsync().AsTask().WaitAsync(Limit);

        first.IsTaken.ShouldBeFalse();
        second.IsTaken.ShouldBeTrue();
        (await worker.Queue.ListAsync(new UtteranceQuery(Limit: 10), CancellationToken.None)).ShouldHaveSingleItem().EventId.ShouldBe("c1");
    }

    private sealed class FailingOnce : IIntakeObserver
    {
        private bool failed;

        public void Decided(StreamEvent streamEvent, FilterVerdict verdict)
        {
            if (!failed)
            {
                failed = true;
                throw new InvalidOperationException("The first decision breaks.");
            }
        }
    }
}
