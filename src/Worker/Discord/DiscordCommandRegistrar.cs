using System.Globalization;
using System.Threading.Channels;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Gives each server that counts the command <c>/tts</c>, only when it is not there as it shall be.</summary>
internal sealed class DiscordCommandRegistrar : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(5);

    private readonly IDiscordBot bot;
    private readonly DiscordHome home;
    private readonly IOptionsMonitor<DiscordCommandOptions> options;
    private readonly TimeProvider time;
    private readonly ILogger<DiscordCommandRegistrar> logger;
    private readonly RegisteredCommandsFile file;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Makes one.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="home">Which servers count.</param>
    /// <param name="options">Whether there are commands.</param>
    /// <param name="directory">Where what is registered is remembered.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it tells.</param>
    public DiscordCommandRegistrar(
        IDiscordBot bot,
        DiscordHome home,
        IOptionsMonitor<DiscordCommandOptions> options,
        DataDirectory directory,
        TimeProvider time,
        ILogger<DiscordCommandRegistrar> logger)
    {
        this.bot = bot;
        this.home = home;
        this.options = options;
        this.time = time;
        this.logger = logger;
        file = new RegisteredCommandsFile(directory, logger);
        bot.Changed += Look;
        Look();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        bot.Changed -= Look;
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await looks.Reader.ReadAsync(stoppingToken))
            {
                if (!await RegisterAsync(stoppingToken))
                {
                    await Task.Delay(RetryDelay, time, stoppingToken);
                    Look();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    /// <summary>What is remembered of a server: which commands, and since when the bot is there. A bot that is removed and invited again has none, also when the worker did not run meanwhile.</summary>
    private static string StampOf(DiscordGuild guild) => guild.JoinedAt == 0 ? SlashCommandJson.Hash : string.Create(CultureInfo.InvariantCulture, $"{SlashCommandJson.Hash}@{guild.JoinedAt}");

    private void Look() => looks.Writer.TryWrite(true);

    /// <summary>Registers where it is due.</summary>
    /// <returns>False when a server refused: it is asked again later.</returns>
    private async ValueTask<bool> RegisterAsync(CancellationToken cancellationToken)
    {
        var state = bot.State;
        if (!options.CurrentValue.Enabled || state.Phase != DiscordBotPhase.Ready || state.ApplicationId.Length == 0 || bot.Guilds.Count == 0)
        {
            return true;
        }

        var remembered = file.Read(state.ApplicationId);
        var wished = bot.Guilds.Where(guild => home.Has(guild.Id)).ToDictionary(static guild => guild.Id, StampOf, StringComparer.Ordinal);
        var here = wished.Keys;
        // A server that the bot left has no commands any more; it may invite the bot again. One that was not seen yet is only slow to come.
        var known = remembered.Guilds.Where(guild => wished.ContainsKey(guild.Key) || !seen.Contains(guild.Key)).ToDictionary(StringComparer.Ordinal);
        seen.UnionWith(here);
        seen.IntersectWith(here);
        var due = here.Where(id => known.GetValueOrDefault(id) != wished[id]).Order(StringComparer.Ordinal).Select(SlashCommands.For).ToArray();
        if (due.Length == 0 && known.Count == remembered.Guilds.Count)
        {
            return true;
        }

        var all = true;
        foreach (var answer in due.Length == 0 ? [] : await AskAsync(due, cancellationToken))
        {
            if (answer.Error.Length > 0)
            {
                Log.NotRegistered(logger, answer.GuildId, answer.Error);
                all = false;
            }
            else
            {
                Log.Registered(logger, answer.GuildId);
                known[answer.GuildId] = wished[answer.GuildId];
            }
        }

        file.Write(new RegisteredCommands(state.ApplicationId, known));
        return all;
    }

    private async ValueTask<IReadOnlyList<DiscordRegistration>> AskAsync(DiscordCommandSet[] due, CancellationToken cancellationToken)
    {
        try
        {
            return await bot.RegisterAsync(due, cancellationToken);
        }
        catch (DiscordException e)
        {
            return [.. due.Select(set => new DiscordRegistration(set.GuildId, "", e.Message))];
        }
    }
}
