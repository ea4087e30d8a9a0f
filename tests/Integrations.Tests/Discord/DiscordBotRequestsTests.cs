using IShowTts.Integrations.Discord;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>What the bot is asked by people and by the worker.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the bench
public sealed class DiscordBotRequestsTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Limit = DiscordBench.Limit;
    private readonly DiscordBench bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Interactions_ThatNobodyReads_AreAnsweredBusy()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        for (var i = 0; i < 100; i++)
        {
            bench.Bridge.Peer.Tell(DiscordTold.Interaction($"i{i}", "command"));
        }

        bench.Bridge.Peer.Tell(DiscordTold.Interaction("late", "command"));
        bench.Bridge.Peer.Tell(DiscordTold.Interaction("typed", "autocomplete"));

        (await bench.Bridge.Peer.OrderAsync("interaction")).GetProperty("content").GetString().ShouldBe("The worker is busy; try again in a moment.");
        var empty = await bench.Bridge.Peer.OrderAsync("interaction");
        empty.GetProperty("id").GetString().ShouldBe("typed");
        empty.GetProperty("choices").GetArrayLength().ShouldBe(0);
        bench.Bot.Interactions.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Interaction_IsReadWhole_AndAnsweredInDiscordsLimits()
    {
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");
        bench.Bridge.Peer.Tell(DiscordTold.Interaction("i1", "command"));

        var interaction = await bench.Bot.Interactions.ReadAsync().AsTask().WaitAsync(Limit);
        await bench.Bot.AnswerAsync("i1", new string('a', 5_000), default);
        await bench.Bot.ChooseAsync("i1", [.. Enumerable.Range(0, 40).Select(i => new DiscordChoice(new string('n', 200), $"{i}"))], default);

        interaction.Kind.ShouldBe(DiscordInteractionKind.Command);
        interaction.Name.ShouldBe("say");
        interaction.Options.ShouldBe(new Dictionary<string, string> { ["text"] = "hello", ["count"] = "3", ["loud"] = "true" }, ignoreOrder: true);
        interaction.User.ShouldSatisfyAllConditions(
            user => user.Id.ShouldBe(DiscordTold.User),
            user => user.DisplayName.ShouldBe("Ann"),
            user => user.Roles.ShouldBe(["500000000000000001"]),
            user => user.IsOwner.ShouldBeTrue(),
            user => user.VoiceChannelId.ShouldBe(DiscordBench.Channel));
        (await bench.Bridge.Peer.OrderAsync("interaction")).GetProperty("content").GetString()!.Length.ShouldBe(2_000);
        var choices = (await bench.Bridge.Peer.OrderAsync("interaction")).GetProperty("choices");
        choices.GetArrayLength().ShouldBe(25);
        choices[0].GetProperty("name").GetString()!.Length.ShouldBe(100);
    }

    [Fact]
    public async Task BridgeThatDoesNotRead_IsEnded_SoThatMemoryIsBounded()
    {
        await bench.OpenAsync();
        var peer = bench.Bridge.Peer;
        await peer.StopReadingAsync();
        var big = new string('x', 1_900);

        for (var i = 0; i < 10_000 && !peer.WasKilled; i++)
        {
            await bench.Bot.AnswerAsync("1", big, default);
        }

        peer.WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Commands_AreRegisteredAgainByANewBridge_UntilDiscordAnswered()
    {
        var set = new DiscordCommandSet(DiscordBench.Guild, "h1", """[{"name":"tts"}]""");
        var registering = bench.Bot.RegisterAsync([set], default).AsTask();
        bench.Start();
        await bench.Bridge.LaunchedAsync(1);
        var order = (await bench.Bridge.Peer.OrderAsync("commands")).GetProperty("commands")[0];
        order.GetProperty("body")[0].GetProperty("name").GetString().ShouldBe("tts");
        bench.Bridge.Peer.Kill();
        await bench.LetItTryAgainAsync();

        await bench.Bridge.Peer.OrderAsync("commands");
        bench.Bridge.Peer.Tell(new { t = "registered", guildId = DiscordBench.Guild, hash = "older" });
        bench.Bridge.Peer.Tell(new { t = "registered", guildId = DiscordBench.Guild, hash = "h1" });

        (await registering.WaitAsync(Limit)).ShouldBe([new DiscordRegistration(DiscordBench.Guild, "h1", "")]);
        var refused = bench.Bot.RegisterAsync([set with { Hash = "h2" }], default).AsTask();
        await bench.Bridge.Peer.OrderAsync("commands");
        bench.Bridge.Peer.Tell(new { t = "registered", guildId = DiscordBench.Guild, error = "Missing Access" });
        (await refused.WaitAsync(Limit)).ShouldBe([new DiscordRegistration(DiscordBench.Guild, "", "Missing Access")]);
        await Should.ThrowAsync<ArgumentException>(async () => await bench.Bot.RegisterAsync([set with { Body = "{}" }], default));
        await Should.ThrowAsync<ArgumentException>(async () => await bench.Bot.RegisterAsync([set with { Body = "[" }], default));
        await Should.ThrowAsync<ArgumentException>(async () => await bench.Bot.RegisterAsync([set with { GuildId = "here" }], default));
    }

    [Fact]
    public async Task Inspect_IsAnswered_OrSaysWhyNot()
    {
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default))).Code.ShouldBe("bridge-gone");
        bench.Start();
        await bench.UntilAsync(bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");

        var answered = bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default).AsTask();
        var id = (await bench.Bridge.Peer.OrderAsync("inspect")).GetProperty("id").GetString();
        bench.Bridge.Peer.Tell(new { t = "inspected", id, permissions = "36703232", error = "" });
        (await answered.WaitAsync(Limit)).ShouldBe(new DiscordInspection(36_703_232, ""));

        var lost = bench.Bot.InspectAsync(DiscordBench.Guild, DiscordBench.Channel, default).AsTask();
        await bench.Bridge.Peer.OrderAsync("inspect");
        bench.Bridge.Peer.Kill();
        (await Should.ThrowAsync<DiscordException>(() => lost.WaitAsync(Limit))).Code.ShouldBe("bridge-gone");
    }

    [Theory]
    [InlineData("there", DiscordLookResult.There)]
    [InlineData("deleted", DiscordLookResult.Deleted)]
    [InlineData("expelled", DiscordLookResult.Expelled)]
    [InlineData("forbidden", DiscordLookResult.Forbidden)]
    [InlineData("unknown", DiscordLookResult.Unknown)]
    [InlineData("moved", DiscordLookResult.Unknown)]
    public async Task Look_IsAnswered_OrSaysWhyNot(string result, DiscordLookResult expected)
    {
        var request = new DiscordLookRequest(DiscordBench.Guild, DiscordBench.TextChannel, "600000000000000001", DiscordTold.User);
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.LookAsync(request, default))).Code.ShouldBe("bridge-gone");
        bench.Start();
        await bench.UntilAsync(static bot => bot.State.Phase == DiscordBotPhase.Ready, "ready");

        var answered = bench.Bot.LookAsync(request, default).AsTask();
        var order = await bench.Bridge.Peer.OrderAsync("look");
        new[] { "guildId", "channelId", "messageId", "userId" }.Select(name => order.GetProperty(name).GetString()).ShouldBe([request.GuildId, request.ChannelId, request.MessageId, request.UserId]);
        bench.Bridge.Peer.Tell(new { t = "looked", id = order.GetProperty("id").GetString(), result, error = $"why, {DiscordBench.Token}" });
        (await answered.WaitAsync(Limit)).ShouldBe(new DiscordLook(expected, "why, [token]"));

        var lost = bench.Bot.LookAsync(request, default).AsTask();
        await bench.Bridge.Peer.OrderAsync("look");
        bench.Bridge.Peer.Kill();
        (await Should.ThrowAsync<DiscordException>(() => lost.WaitAsync(Limit))).Code.ShouldBe("bridge-gone");
    }

    [Fact]
    public async Task JoinAndLeave_OfWhatIsNotThere_SayWhatIs()
    {
        bench.Sink();

        bench.Bot.Voices.Select(static voice => (voice.Name, voice.IsUsed)).ShouldBe([("main", true), ("other", false)]);
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.JoinAsync("nowhere", null, default))).Message.ShouldContain("main, other");
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.LeaveAsync("other", default))).Message.ShouldContain("add discord:other to Outputs:Sinks");
        (await Should.ThrowAsync<DiscordException>(async () => await bench.Bot.JoinAsync("main", "general", default))).Code.ShouldBe("unknown-channel");
    }
}
