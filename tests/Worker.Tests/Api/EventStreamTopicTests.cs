using System.Text;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.Tests.Api;

public class EventStreamTopicTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Values_ForASlowListener_AreTheNewestOnly()
    {
        var topic = new EventStreamTopic("status");
        var version = topic.Enter();
        foreach (var value in new[] { "1", "2", "3" })
        {
            topic.Offer(value, value);
        }

        var seen = await topic.WaitBeyondAsync(version, None);

        Encoding.UTF8.GetString(seen.Bytes.Span).ShouldBe("event: status\ndata: 3\n\n");
        topic.WaitBeyondAsync(seen.Version, None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Offer_OfTheSameKey_IsToldOnlyToWhoCameSince()
    {
        var topic = new EventStreamTopic("status");
        var first = await Offered(topic, topic.Enter());

        topic.Offer("same", "{}");
        topic.WaitBeyondAsync(first, None).IsCompleted.ShouldBeFalse();
        var version = topic.Enter();
        topic.Offer("same", "{}");

        (await topic.WaitBeyondAsync(version, None)).Version.ShouldBe(first + 1);
    }

    [Fact]
    public void Listeners_WhoCameAndLeft_AreCounted()
    {
        var topic = new EventStreamTopic("level");
        var joined = 0;
        topic.Joined += () => joined++;

        topic.Enter();
        topic.Enter();
        topic.Leave();
        topic.HasListeners.ShouldBeTrue();
        topic.Leave();

        topic.HasListeners.ShouldBeFalse();
        joined.ShouldBe(2);
    }

    private static async Task<long> Offered(EventStreamTopic topic, long version)
    {
        topic.Offer("same", "{}");
        return (await topic.WaitBeyondAsync(version, None)).Version;
    }
}
