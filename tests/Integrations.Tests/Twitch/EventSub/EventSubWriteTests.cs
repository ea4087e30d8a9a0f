using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch.Loopback;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Answers in chat, and that they are not heard.</summary>
public sealed class EventSubWriteTests
{
    [Fact]
    public async Task Write_SignedIn_SaysItAsAReplyAndDoesNotHearItself()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);

        (await bench.Source.WriteAsync("skipped", "m1", bench.Limit)).ShouldBeTrue();
        var line = await bench.Server.Chat.NextAsync(bench.Limit);
        (line.SenderId, line.Text, line.ReplyTo).ShouldBe((LoopbackTwitch.BroadcasterId, "skipped", "m1"));
        await bench.Server.NotifyAsync(ChatType, ChatBody(line.Id, "@ann skipped", LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));
        await bench.Server.NotifyAsync(ChatType, ChatBody("typed", "skipped", LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));

        await next;
        ((ChatMessage)events.Current).Id.ShouldBe("typed");
    }

    [Fact]
    public async Task Write_AnswerLost_DoesNotHearItselfAndARefusedLineIsForgotten()
    {
        const string Path = "/helix/chat/messages";
        await using var bench = await EventSubBench.StartAsync();
        bench.Twitch.Faults.Cut(Path).Answer(Path, 500).Answer(Path, 403);
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);

        foreach (var text in new[] { "cut", "broken", "refused" })
        {
            (await bench.Source.WriteAsync(text, null, bench.Limit)).ShouldBeFalse();
            await bench.Server.NotifyAsync(ChatType, ChatBody(text, text, LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));
        }

        (await next).ShouldBeTrue();
        ((ChatMessage)events.Current).Id.ShouldBe("refused");
    }

    [Fact]
    public async Task Write_DroppedOrNotAllowed_SaysFalse()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        bench.Source.CanWrite.ShouldBeTrue();
        bench.Chat.IsHelixWriting().ShouldBeTrue();

        bench.Server.Chat.DropNext("msg_duplicate");
        (await bench.Source.WriteAsync("again", null, bench.Limit)).ShouldBeFalse();
        bench.Account.SignIn([TwitchScopes.ReadChat]);

        bench.Source.CanWrite.ShouldBeFalse();
        (await bench.Source.WriteAsync("hello", null, bench.Limit)).ShouldBeFalse();
        await bench.EndAsync(next);
    }
}
