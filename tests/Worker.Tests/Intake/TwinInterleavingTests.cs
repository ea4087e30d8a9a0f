using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>However the feeds of paid things are interleaved, and whatever is heard in between, each thing is spoken exactly once.</summary>
public sealed class TwinInterleavingTests
{
    [Property(MaxTest = 200)]
    public Property AnyInterleaving_OfNThings_SpeaksN() => Prop.ForAll(
        Gen.Choose(1, 6).Zip(Gen.Choose(0, int.MaxValue - 1), (things, seed) => (things, seed)).ToArbitrary(),
        run => Run(run.things, run.seed));

    private static bool Run(int things, int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(0, things).SelectMany(number => Tell(number, random)).ToArray();
        random.Shuffle(events);
        using var stage = new TwinStage();
        RunAsync(stage, events, random).GetAwaiter().GetResult();

        stage.Heard.Count.ShouldBe(things, string.Join('\n', events.Select(e => $"{e.Feed} {e.Id}")));
        return true;
    }

    private static async Task RunAsync(TwinStage stage, StreamEvent[] events, Random random)
    {
        foreach (var streamEvent in events)
        {
            await stage.GiveAsync(streamEvent);
            if (random.Next(3) == 0)
                await stage.HearNextAsync();
        }

        await stage.HearAllAsync();
    }

    /// <summary>One thing as its feeds tell it; few viewers and words, so that many are alike.</summary>
    private static MessageEvent[] Tell(int number, Random random)
    {
        var viewer = random.Next(2) == 0 ? TwinTests.Ann : new Viewer("78", "bo", "Bo");
        var words = MessageText.Plain(random.Next(2) == 0 ? "well done" : "once more");
        return random.Next(3) switch
        {
            0 =>
            [
                At(new Cheer { Bits = 100, Id = $"b{number}", Feed = "channel.bits.use" }),
                At(new Cheer { Bits = 100, Id = $"c{number}", Feed = "channel.cheer" }),
                At(new Cheer { Bits = 100, Id = $"m{number}", MessageId = $"m{number}", Feed = "channel.chat.message" }),
                At(new Cheer { Bits = 100, Id = $"m{number}", MessageId = $"m{number}", Feed = "privmsg" }) with { Source = "twitch-irc" },
            ],
            1 =>
            [
                At(new Redemption { RewardId = "rew", RedemptionId = $"r{number}", Id = $"r{number}", RewardTitle = "Say it", Cost = 5, Feed = "redemption.add" }),
                At(new Redemption { RewardId = "rew", Id = $"m{number}", MessageId = $"m{number}", Feed = "channel.chat.message" }),
            ],
            _ =>
            [
                At(new PowerUp { Bits = 30, PowerUpKind = "message_effect", Id = $"p{number}", Feed = "channel.bits.use" }),
                At(new PowerUp { PowerUpKind = "message_effect", Id = $"m{number}", MessageId = $"m{number}", Feed = "channel.chat.message" }),
            ],
        };

        MessageEvent At(MessageEvent told) => told with { Source = "twitch-eventsub", Channel = "chan", At = ComposerBench.Start, Viewer = viewer, Message = words };
    }
}
