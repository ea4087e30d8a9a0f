using System.Text.Json.Nodes;
using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Cli.Doctor;
using IShowTts.Worker.Control;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Discord.Rest;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Slash commands and text channels over the real bridge and a loopback Discord.</summary>
public sealed class DiscordSlashTests
{
    private const int Deferred = 5;
    private const int Choices = 8;
    private const int Ephemeral = 64;
    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("word", 50));

    [SkippableFact]
    public async Task Commands_AreAnsweredInPrivate_AlsoThroughLimitsAndALostGateway()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord);
        await RegisteredAsync(discord);

        (await AnswerAsync(discord, LoopbackWorld.Moderator, "pause")).ShouldBe("TTS paused.");
        (await AnswerAsync(discord, LoopbackWorld.Ann, "resume")).ShouldBe("That needs the role Moderator or above.");
        (await AnswerAsync(discord, LoopbackWorld.Owner, "volume", ("percent", 50))).ShouldBe("The volume is 50 % now.");
        worker.Get<IOptionsMonitor<DiscordOptions>>().CurrentValue.Channels["main"].GainDb.ShouldBe(-6.02);
        await discord.FailRestAsync(429, 2, "webhooks");
        (await AnswerAsync(discord, LoopbackWorld.Moderator, "resume")).ShouldBe("TTS goes on.");
        await discord.DropGatewayAsync();
        (await AnswerAsync(discord, LoopbackWorld.Moderator, "clear")).ShouldBe("Cleared: 0 messages dropped.");

        (await worker.Control.GetStatusAsync(default)).IsPaused.ShouldBeFalse();
        File.ReadAllText(Path.Combine(worker.Directory, "overrides.json")).ShouldContain("Discord:Channels:main:GainDb");
    }

    [SkippableFact]
    public async Task JoinAndLeave_MoveTheBot()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord, speaks: true);
        await RegisteredAsync(discord);
        await discord.JoinAsync(LoopbackWorld.Moderator, LoopbackWorld.OtherChannel);

        (await AnswerAsync(discord, LoopbackWorld.Moderator, "join")).ShouldBe("On the way to your channel.");
        await discord.WaitUntilAsync(static state => state.Seats.Contains(new LoopbackSeat(LoopbackWorld.Guild, LoopbackWorld.OtherChannel)), "the bot in the caller's channel");
        (await AnswerAsync(discord, LoopbackWorld.Moderator, "leave")).ShouldStartWith("Left.");

        await discord.WaitUntilAsync(static state => state.Seats.Count == 0, "the bot in no channel");
    }

    [SkippableFact]
    public async Task Autocomplete_OffersWhatWaits()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord);
        await RegisteredAsync(discord);
        await AnswerAsync(discord, LoopbackWorld.Moderator, "pause");
        await AnswerAsync(discord, LoopbackWorld.Moderator, "say", ("text", "first of all"));

        var typed = await discord.SendInteractionAsync(LoopbackWorld.Moderator, "skip", ("which*", "first"));
        var offered = (await discord.WaitUntilAsync(state => state.Interaction(typed)?.Choices is not null, "choices")).Interaction(typed)!;

        offered.Acknowledged.ShouldBe(Choices);
        var choice = offered.Choices.ShouldHaveSingleItem();
        choice.Name.ShouldContain("first of all");
        (await AnswerAsync(discord, LoopbackWorld.Moderator, "skip", ("which", choice.Value))).ShouldBe("Skipped.");
        (await worker.Queue.GetAsync(choice.Value, default))!.State.ShouldBe(UtteranceState.Skipped);
    }

    [SkippableFact]
    public async Task ServerOfAStranger_HasNoCommands_AndItsOwnerNoSay()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord);
        await RegisteredAsync(discord);

        var id = await discord.SendInteractionFromAsync(LoopbackWorld.SecondGuild, LoopbackWorld.SecondChannel, LoopbackWorld.Owner, "pause");
        var answered = await discord.WaitUntilAsync(state => state.Interaction(id)?.Content is { Length: > 0 }, "an answer");

        answered.Interaction(id)!.Content.ShouldBe("iShowTTS is not set up for this server.");
        (await worker.Control.GetStatusAsync(default)).IsPaused.ShouldBeFalse();
        answered.Registrations.ShouldHaveSingleItem().GuildId.ShouldBe(LoopbackWorld.Guild);
    }

    [SkippableFact]
    public async Task Registration_SecondStart_PutsNothing()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            await using (await StartAsync(discord, folder))
            {
                await RegisteredAsync(discord);
            }

            await using var second = await StartAsync(discord, folder);
            await discord.WaitUntilAsync(static state => state.Gateway is { IsReady: true, Identifies: 2 }, "the second bot");
            await AnswerAsync(discord, LoopbackWorld.Owner, "status");

            discord.State.Registrations.ShouldAllBe(static registration => registration.Puts == 1 && registration.Commands == 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task InvitedAgain_WhileTheWorkerRunsOrNot_HasItsCommandsAgain()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            await using (await StartAsync(discord, folder))
            {
                await RegisteredAsync(discord);
                await discord.InviteAgainAsync();
                await RegisteredAsync(discord);
                (await AnswerAsync(discord, LoopbackWorld.Owner, "pause")).ShouldBe("TTS paused.");
            }

            await discord.InviteAgainAsync();
            discord.State.Registrations.ShouldBeEmpty();
            await using var second = await StartAsync(discord, folder);
            await RegisteredAsync(discord);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task BusyOrStoppingWorker_TellsThoseWhoWait()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        var waiting = new List<string>();
        await using (await StartAsync(discord, configure: static services => services.AddSingleton<IConfigurationOverrides>(new HangingOverrides())))
        {
            await RegisteredAsync(discord);
            for (var i = 0; i < DiscordInteractionService.MaxCommands; i++)
            {
                waiting.Add(await discord.SendInteractionAsync(LoopbackWorld.Owner, "volume", ("percent", i)));
            }

            (await AnswerAsync(discord, LoopbackWorld.Owner, "pause")).ShouldBe("Too many commands at once. Try again in a moment.");
            await discord.WaitUntilAsync(state => waiting.TrueForAll(id => state.Interaction(id)?.Acknowledged == Deferred), "all acknowledged at once");
        }

        // The worker says it, or the bridge does when the worker is gone before.
        await discord.WaitUntilAsync(
            state => waiting.TrueForAll(id => state.Interaction(id)?.Content is "iShowTTS is stopping." or "iShowTTS has stopped."), "a goodbye to all");
    }

    [SkippableFact]
    public async Task TextMessage_Deleted_IsSilencedWhileItIsHeard()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord);
        await RegisteredAsync(discord);
        await discord.SendMessageAsync("500000000000000001", LoopbackWorld.Ann, s_long);
        await worker.WaitAsync("500000000000000001", UtteranceState.Playing);

        await discord.DeleteMessagesAsync("500000000000000001");

        (await worker.WaitAsync("500000000000000001", UtteranceState.Cancelled)).Reason!.Code.ShouldBe(ReasonCodes.MessageDeleted);
    }

    [SkippableTheory]
    [InlineData("ban")]
    [InlineData("kick")]
    [InlineData("timeout")]
    public async Task TextMessage_AuthorBannedKickedOrInATimeout_IsSilencedWhileItIsHeard(string how)
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord);
        await RegisteredAsync(discord);
        await discord.SendMessageAsync("500000000000000001", LoopbackWorld.Ann, s_long);
        await worker.WaitAsync("500000000000000001", UtteranceState.Playing);

        await (how switch
        {
            "ban" => discord.BanAsync(LoopbackWorld.Ann),
            "kick" => discord.ExpelAsync(LoopbackWorld.Ann),
            _ => discord.TimeOutAsync(LoopbackWorld.Ann),
        });

        (await worker.WaitAsync("500000000000000001", UtteranceState.Cancelled)).Reason!.Code.ShouldBe(ReasonCodes.ViewerSilenced);
    }

    [SkippableFact]
    public async Task Doctor_LooksAtBridgeTokenIntentAndPermissions()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        var options = new DiscordOptions
        {
            Enabled = true,
            Token = LoopbackWorld.Token,
            ApiUrl = discord.ApiUrl,
            ModulesFolder = LoopbackDiscord.RequireModules(),
            Channels =
            {
                ["main"] = new DiscordChannelOptions { GuildId = LoopbackWorld.Guild, ChannelId = LoopbackWorld.Channel },
                ["text"] = new DiscordChannelOptions { GuildId = LoopbackWorld.Guild, ChannelId = LoopbackWorld.TextChannel },
            },
        };
        using var rest = new DiscordRest(options);
        var check = new DiscordDoctorCheck(
            options, ["discord:main", "discord:text"], rest, token => DiscordBridgeProbe.StartAsync(options, TimeProvider.System, token), static _ => new((DiscordBody?)null));

        var found = (await check.CheckAsync(default)).Select(static finding => $"{finding.Level} {finding.Message}").ToArray();

        found[0].ShouldMatch(@"^Ok Node v[0-9.]+ and the packages are there; the bridge starts\.\z");
        found[1..].ShouldBe(
        [
            "Ok The token is accepted: the bot is ishowtts.",
            "Ok Discord:Channels:main: the bot may speak in Talk of First guild.",
            "Error Discord:Channels:text: chat is no voice channel.",
        ]);
    }

    private static async Task RegisteredAsync(LoopbackDiscord discord) =>
        await discord.WaitUntilAsync(static state => state.Registrations.Any(static one => one.Commands == 1), "commands on the server of the configuration");

    private static async Task<string> AnswerAsync(LoopbackDiscord discord, string userId, string command, params (string Name, object Value)[] options)
    {
        var id = await discord.SendInteractionAsync(userId, command, options);
        var answered = (await discord.WaitUntilAsync(state => state.Interaction(id)?.Content is { Length: > 0 }, $"an answer to {command}")).Interaction(id)!;
        answered.Acknowledged.ShouldBe(Deferred);
        answered.Flags.ShouldBe(Ephemeral);
        return answered.Content!;
    }

    private static Task<WorkerFixture> StartAsync(LoopbackDiscord discord, string? folder = null, Action<IServiceCollection>? configure = null, bool speaks = false) => WorkerFixture.StartAsync(
        new WorkerFixtureSettings
        {
            KeepSources = true,
            KeepSinks = speaks,
            ConfigureServices = configure,
            Configuration = new Dictionary<string, string?>
            {
                ["Discord:Enabled"] = "true",
                ["Discord:Token"] = LoopbackWorld.Token,
                ["Discord:ApiUrl"] = discord.ApiUrl,
                ["Discord:ModulesFolder"] = LoopbackDiscord.RequireModules(),
                ["Discord:Channels:main:GuildId"] = LoopbackWorld.Guild,
                ["Discord:Channels:main:ChannelId"] = LoopbackWorld.Channel,
                ["Outputs:Sinks:0"] = speaks ? "discord:main" : "null",
                ["Discord:TextChannels:0"] = LoopbackWorld.TextChannel,
                [$"Discord:Commands:Roles:{LoopbackWorld.ModeratorRole}"] = "Moderator",
            },
        },
        folder);

    /// <summary>Changes nothing until the worker stops.</summary>
    private sealed class HangingOverrides : IConfigurationOverrides
    {
        public async ValueTask<OverridesResult> ApplyAsync(IReadOnlyDictionary<string, JsonNode?> changes, Actor actor, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new OverridesResult([], []);
        }
    }
}
