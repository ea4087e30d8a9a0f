using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Control;

public sealed class RecentModerationTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void IsTakenBack_MessageComesAfterItsDeletion_IsHit()
    {
        var recent = new RecentModeration(time);

        recent.Remember(new MessageDeleted { MessageId = "m1", Channel = "c" });

        recent.IsTakenBack(Message("m1", "ann"), recent.NextSequence()).ShouldBeTrue();
        recent.IsTakenBack(Message("m2", "ann"), recent.NextSequence()).ShouldBeFalse();
    }

    [Fact]
    public void IsTakenBack_SilencedViewer_OnlyWhatWasBefore()
    {
        var recent = new RecentModeration(time);
        var before = recent.NextSequence();

        recent.Remember(new ViewerSilenced { Login = "ann", Channel = "c", Seconds = 1 });

        recent.IsTakenBack(Message("m1", "ann"), before).ShouldBeTrue();
        recent.IsTakenBack(Message("m2", "ann"), recent.NextSequence()).ShouldBeFalse();
        recent.IsTakenBack(Message("m3", "bob"), before).ShouldBeFalse();
    }

    [Fact]
    public void IsTakenBack_LateMessageThatSaysItIsOlderThanTheClear_IsHit()
    {
        var recent = new RecentModeration(time);
        recent.Remember(new ChatCleared { Channel = "c", At = time.GetUtcNow() });

        var late = Message("m1", "ann") with { At = time.GetUtcNow() - TimeSpan.FromSeconds(1) };

        recent.IsTakenBack(late, recent.NextSequence()).ShouldBeTrue();
        recent.IsTakenBack(late with { At = time.GetUtcNow() }, recent.NextSequence()).ShouldBeFalse();
        recent.IsTakenBack(late with { Channel = "other" }, recent.NextSequence()).ShouldBeFalse();
    }

    [Fact]
    public void Remember_MoreThanItsBound_ForgetsTheOldest()
    {
        var recent = new RecentModeration(time);

        for (var i = 0; i < 6_000; i++)
        {
            recent.Remember(new MessageDeleted { MessageId = $"m{i}" });
        }

        recent.IsTakenBack(Message("m0", "ann"), recent.NextSequence()).ShouldBeFalse();
        recent.IsTakenBack(Message("m5999", "ann"), recent.NextSequence()).ShouldBeTrue();
    }

    [Fact]
    public void Remember_TenMinutesLater_IsForgotten()
    {
        var recent = new RecentModeration(time);
        recent.Remember(new MessageDeleted { MessageId = "m1" });

        time.Advance(TimeSpan.FromMinutes(11));
        recent.Remember(new MessageDeleted { MessageId = "m2" });

        recent.IsTakenBack(Message("m1", "ann"), recent.NextSequence()).ShouldBeFalse();
    }

    private static ChatMessage Message(string id, string login) => new()
    {
        Id = id, MessageId = id, Channel = "c", Viewer = new Viewer("", login, login), Message = MessageText.Plain("hello"),
    };
}
