using System.Text.Json.Nodes;
using IShowTts.Integrations.Discord;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Commands;

namespace IShowTts.Worker.Tests.Discord;

/// <summary>Slash commands over a bot in memory: real router, settings and queue, a control that writes down.</summary>
internal sealed class DiscordStage : IAsyncDisposable, IConfigurationOverrides, IVoiceDirectory
{
    private readonly DiscordInteractionService _service;

    private DiscordStage()
    {
        Options.CurrentValue.Roles[FakeDiscordBot.ModeratorRole] = ViewerRole.Moderator;
        Channel("talk", FakeDiscordBot.Guild, "210000000000000001");
        Queue = Commands.Queue;
        var channels = new DiscordGuildChannels(Bot, Discord);
        Commands.Sets.Add(new DiscordVoiceCommands(Bot, channels, this, Commands.Audit));
        var router = Commands.MakeRouter(Queue);
        Roles = new DiscordRoles(Options);
        var waiting = new WaitingUtterances(Queue);
        _service = new DiscordInteractionService(
            Bot,
            new DiscordHome(Bot, Discord),
            new DiscordCommands(router, new CommandJournal([], Commands.Audit, Logs.Of<CommandJournal>()), Roles, channels, waiting),
            new DiscordChoices(router, Roles, channels, waiting, Queue, this, Commands.Store),
            Options,
            Clock,
            Logs.Of<DiscordInteractionService>());
    }

    public CommandStage Commands { get; } = new();

    public FakeDiscordBot Bot { get; } = new();

    public WatchedClock Clock { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public IUtteranceQueue Queue { get; }

    public DiscordRoles Roles { get; }

    public FixedOptions<DiscordCommandOptions> Options { get; } = new(new DiscordCommandOptions());

    public FixedOptions<DiscordOptions> Discord { get; } = new(new DiscordOptions());

    /// <summary>Settings that were changed, as key and value.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>What becomes of changes.</summary>
    public OverridesResult Result { get; set; } = new([new OverriddenKey("k", false, false)], []);

    IReadOnlyList<string> IVoiceDirectory.Names => Commands.Names;

    public static DiscordUser Mod { get; } = FakeDiscordBot.User("mod", "1", FakeDiscordBot.ModeratorRole);

    public static DiscordUser Ann { get; } = FakeDiscordBot.User("ann");

    public static DiscordUser Owner { get; } = FakeDiscordBot.User("boss") with { IsOwner = true };

    public static async Task<DiscordStage> StartAsync()
    {
        var stage = new DiscordStage();
        await stage._service.StartAsync(default);
        return stage;
    }

    /// <summary>Adds a channel to the configuration.</summary>
    public void Channel(string name, string guildId, string channelId) =>
        Discord.CurrentValue.Channels[name] = new DiscordChannelOptions { GuildId = guildId, ChannelId = channelId };

    /// <summary>Sends a command a while after the last one, and waits for the answer.</summary>
    public Task<string> Send(DiscordUser user, string name, params (string Name, string Value)[] options)
    {
        Commands.Time.Advance(TimeSpan.FromMinutes(1));
        return Bot.SendAsync(user, name, options);
    }

    public Task StopAsync() => _service.StopAsync(default);

    public ValueTask<OverridesResult> ApplyAsync(IReadOnlyDictionary<string, JsonNode?> changes, Actor actor, CancellationToken cancellationToken)
    {
        Changes.AddRange(changes.Select(change => $"{actor.Name} via {actor.Via}: {change.Key} = {change.Value?.ToJsonString()}"));
        return new(Result);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(default);
        _service.Dispose();
        Commands.Dispose();
        Logs.Dispose();
    }
}
