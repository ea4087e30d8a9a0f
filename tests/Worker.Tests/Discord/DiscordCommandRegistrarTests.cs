using IShowTts.Integrations.Discord;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordCommandRegistrarTests : IDisposable
{
    private const string SecondGuild = "300000000000000001";
    private const string ThirdGuild = "300000000000000003";
    private const string FourthGuild = "300000000000000004";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly DataDirectory _directory = new(Directory.CreateTempSubdirectory("ishowtts-discord-").FullName);
    private readonly FakeDiscordBot _bot = new();
    private readonly WatchedClock _clock = new();
    private readonly CollectedLogs _logs = new();
    private readonly FixedOptions<DiscordCommandOptions> _options = new(new DiscordCommandOptions());
    private readonly FixedOptions<DiscordOptions> _discord = new(new DiscordOptions());

    public DiscordCommandRegistrarTests()
    {
        foreach (var guild in new[] { FakeDiscordBot.Guild, SecondGuild, ThirdGuild, FourthGuild })
        {
            _discord.CurrentValue.Channels["c" + guild] = new DiscordChannelOptions { GuildId = guild, ChannelId = "310000000000000001" };
        }
    }

    public void Dispose()
    {
        _logs.Dispose();
        Directory.Delete(_directory.Root, recursive: true);
    }

    [Fact]
    public async Task Start_FirstTime_RegistersOnce_AndRemembersIt()
    {
        await RunAsync(async () => (await _bot.NextRegistrationAsync()).ShouldBe([SlashCommands.For(FakeDiscordBot.Guild)]));

        // A server that is new shows that the others are not given the same again.
        _bot.Guilds = [.. _bot.Guilds, new DiscordGuild(SecondGuild, "Second", [])];
        await RunAsync(async () => (await _bot.NextRegistrationAsync()).ShouldBe([SlashCommands.For(SecondGuild)]));

        _bot.Registrations.ShouldBe(0);
    }

    [Fact]
    public async Task Change_NewServer_IsRegistered()
    {
        await RunAsync(async () =>
        {
            await _bot.NextRegistrationAsync();
            _bot.Guilds = [.. _bot.Guilds, new DiscordGuild(SecondGuild, "Second", [])];
            _bot.TellChanged();

            (await _bot.NextRegistrationAsync()).ShouldBe([SlashCommands.For(SecondGuild)]);
        });
    }

    [Fact]
    public async Task Change_ServerOfAStranger_IsGivenNothing_OneWithATextChannelIs()
    {
        const string Text = "920000000000000001";
        _discord.CurrentValue.TextChannels = [Text];
        await RunAsync(async () =>
        {
            await _bot.NextRegistrationAsync();
            _bot.Guilds =
            [
                .. _bot.Guilds,
                new DiscordGuild("900000000000000001", "Foreign", [new DiscordChannel("910000000000000001", "chat", 0, 0)]),
                new DiscordGuild("900000000000000002", "With text", [new DiscordChannel(Text, "chat", 0, 0)]),
            ];
            _bot.TellChanged();

            (await _bot.NextRegistrationAsync()).ShouldBe([SlashCommands.For("900000000000000002")]);
        });

        _bot.Registrations.ShouldBe(0);
    }

    [Fact]
    public async Task Start_OtherCommandsOrAnotherApplication_RegistersAgain()
    {
        await RunAsync(() => _bot.NextRegistrationAsync());
        var content = await File.ReadAllTextAsync(_directory.DiscordCommandsFile);
        await File.WriteAllTextAsync(_directory.DiscordCommandsFile, content.Replace(SlashCommandJson.Hash, "old", StringComparison.Ordinal));
        await RunAsync(() => _bot.NextRegistrationAsync());

        _bot.State = _bot.State with { ApplicationId = "100000000000000009" };
        await RunAsync(() => _bot.NextRegistrationAsync());

        _bot.Registrations.ShouldBe(0);
    }

    [Fact]
    public async Task Start_DamagedFile_RegistersAgain()
    {
        await File.WriteAllTextAsync(_directory.DiscordCommandsFile, "{ \"guilds\": 7");

        await RunAsync(() => _bot.NextRegistrationAsync());

        _logs.Text.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task Change_BotLeftAndCameBack_RegistersAgain()
    {
        var guilds = _bot.Guilds;
        await RunAsync(async () =>
        {
            await _bot.NextRegistrationAsync();
            _bot.Guilds = [new DiscordGuild(SecondGuild, "Second", [])];
            _bot.TellChanged();
            await _bot.NextRegistrationAsync();

            _bot.Guilds = guilds;
            _bot.TellChanged();

            (await _bot.NextRegistrationAsync()).ShouldBe([SlashCommands.For(FakeDiscordBot.Guild)]);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InvitedAgain_WhileItRunsOrNot_RegistersAgain(bool isRunning)
    {
        void Invite(long at) => _bot.Guilds = [_bot.Guilds[0] with { JoinedAt = at }];
        async Task AgainAsync() => (await _bot.NextRegistrationAsync()).ShouldBe([SlashCommands.For(FakeDiscordBot.Guild)]);
        Invite(1);
        await RunAsync(async () =>
        {
            await AgainAsync();
            if (isRunning)
            {
                Invite(2);
                _bot.TellChanged();
                await AgainAsync();
            }
        });

        Invite(isRunning ? 2 : 3);
        await RunAsync(isRunning ? static () => Task.CompletedTask : AgainAsync);

        _bot.Registrations.ShouldBe(0);
    }

    [Fact]
    public async Task Start_ServersComeOneByOne_NoneIsForgotten()
    {
        var first = _bot.Guilds;
        _bot.Guilds = [.. first, new DiscordGuild(SecondGuild, "Second", [])];
        await RunAsync(() => _bot.NextRegistrationAsync());

        // The third shows that it looked at the first alone.
        _bot.Guilds = [.. first, new DiscordGuild(ThirdGuild, "Third", [])];
        await RunAsync(async () =>
        {
            await _bot.NextRegistrationAsync();
            _bot.Guilds = [.. _bot.Guilds, new DiscordGuild(SecondGuild, "Second", []), new DiscordGuild(FourthGuild, "Fourth", [])];
            _bot.TellChanged();

            (await _bot.NextRegistrationAsync()).Select(static set => set.GuildId).ShouldBe([FourthGuild]);
        });
    }

    [Fact]
    public async Task Start_Refused_IsToldAndTriedAgainLater()
    {
        _bot.Refuses = static _ => "Missing Access";
        await RunAsync(async () =>
        {
            await _bot.NextRegistrationAsync();
            using var limit = new CancellationTokenSource(Limit);
            await _clock.Asked(TimeSpan.FromMinutes(5), limit.Token);
            _bot.Refuses = null;
            _clock.Advance(TimeSpan.FromMinutes(5));

            await _bot.NextRegistrationAsync();
        });

        _logs.Text.ShouldContain("Missing Access");
        File.ReadAllText(_directory.DiscordCommandsFile).ShouldContain(SlashCommandJson.Hash);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_NotReadyOrSwitchedOff_RegistersNothingUntilItIs(bool isEnabled)
    {
        var ready = _bot.State;
        _options.CurrentValue.Enabled = isEnabled;
        _bot.State = isEnabled ? new DiscordBotState(DiscordBotPhase.Connecting) : ready;
        await RunAsync(async () =>
        {
            _options.CurrentValue.Enabled = true;
            _bot.State = ready;
            _bot.TellChanged();

            (await _bot.NextRegistrationAsync()).Count.ShouldBe(1);
        });

        _bot.Registrations.ShouldBe(0);
    }

    private async Task RunAsync(Func<Task> act)
    {
        using var registrar = new DiscordCommandRegistrar(_bot, new DiscordHome(_bot, _discord), _options, _directory, _clock, _logs.Of<DiscordCommandRegistrar>());
        await registrar.StartAsync(default);
        await act();
        // Ends what was begun: what was registered is on disk then.
        await registrar.StopAsync(default);
    }
}
