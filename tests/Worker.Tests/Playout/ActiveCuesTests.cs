using IShowTts.TestKit.Queue;
using IShowTts.Worker.Playout;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>What is taken and not finished is found by its utterance.</summary>
public sealed class ActiveCuesTests
{
    [Fact]
    public void Remove_OfACueWhoseUtteranceWasTakenAgain_LeavesTheNewOne()
    {
        var utterance = TestUtterance.Chat();
        using var before = new Cue(utterance);
        using var now = new Cue(utterance);
        var active = new ActiveCues();
        active.Add(before);
        active.Add(now);

        active.Remove(before);

        active.Find(utterance.Id).ShouldBeSameAs(now);
        active.Cancel(utterance.Id);
        now.Cancelled.IsCancellationRequested.ShouldBeTrue();
        active.Remove(now);
        active.IsEmpty.ShouldBeTrue();
    }
}
