using IShowTts.Integrations.Discord;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Answers slash commands and autocompletes. None waits for another: who comes while all places are taken is told so at once.</summary>
internal sealed class DiscordInteractionService(
    IDiscordBot bot,
    DiscordHome home,
    DiscordCommands commands,
    DiscordChoices choices,
    IOptionsMonitor<DiscordCommandOptions> options,
    TimeProvider time,
    ILogger<DiscordInteractionService> logger) : BackgroundService
{
    /// <summary>Commands that run at the same time.</summary>
    public const int MaxCommands = 8;

    /// <summary>Autocompletes that run at the same time.</summary>
    public const int MaxChoosing = 8;

    /// <summary>How long a command may take.</summary>
    public static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(20);

    /// <summary>How long an autocomplete may take; Discord takes no answer after three seconds.</summary>
    public static readonly TimeSpan ChoiceLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim commandPlaces = new(MaxCommands);
    private readonly SemaphoreSlim choicePlaces = new(MaxChoosing);

    /// <inheritdoc/>
    public override void Dispose()
    {
        commandPlaces.Dispose();
        choicePlaces.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        try
        {
            await foreach (var interaction in bot.Interactions.ReadAllAsync(stoppingToken))
            {
                running.RemoveWhere(static task => task.IsCompleted);
                running.Add(TakeAsync(interaction, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops; those who wait are told below.
        }

        await Task.WhenAll(running);
        while (stoppingToken.IsCancellationRequested && bot.Interactions.TryRead(out var late))
        {
            await SayAsync(late, "iShowTTS is stopping.");
        }
    }

    private Task TakeAsync(DiscordInteraction interaction, CancellationToken stopping) => interaction.Kind == DiscordInteractionKind.Autocomplete
        ? ChooseAsync(interaction, stopping)
        : RunAsync(interaction, stopping);

    private async Task RunAsync(DiscordInteraction interaction, CancellationToken stopping)
    {
        if (!home.Has(interaction.GuildId))
        {
            await SayAsync(interaction, DiscordHome.NotHere);
            return;
        }

        if (!await commandPlaces.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            await SayAsync(interaction, "Too many commands at once. Try again in a moment.");
            return;
        }

        try
        {
            await SayAsync(interaction, await AnswerAsync(interaction, stopping));
        }
        finally
        {
            commandPlaces.Release();
        }
    }

    private async ValueTask<string> AnswerAsync(DiscordInteraction interaction, CancellationToken stopping)
    {
        if (!options.CurrentValue.Enabled)
        {
            return "Commands are switched off here (Discord:Commands:Enabled).";
        }

        using var limit = new CancellationTokenSource(CommandLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await commands.RunAsync(interaction, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return "iShowTTS is stopping.";
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.TooSlow(logger, interaction.Name, CommandLimit.TotalSeconds);
            return "That took too long. It may have been carried out all the same: look at /tts status before you try again.";
        }
        catch (DiscordException e)
        {
            return DiscordReply.Escape(e.Message);
        }
        catch (QueueStoreException e)
        {
            Log.Broke(logger, interaction.Name, e);
            return "The queue cannot be read or written now. The console of iShowTTS tells why.";
        }
        catch (Exception e)
        {
            // One command that breaks must neither stop the others nor leave its sender waiting.
            Log.Broke(logger, interaction.Name, e);
            return "That broke. The log of iShowTTS tells why.";
        }
    }

    private async Task ChooseAsync(DiscordInteraction interaction, CancellationToken stopping)
    {
        if (!home.Has(interaction.GuildId) || !await choicePlaces.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            // Nothing is offered to strangers; and who goes on typing asks again.
            return;
        }

        using var limit = new CancellationTokenSource(ChoiceLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            var list = options.CurrentValue.Enabled ? await choices.ListAsync(interaction, either.Token) : [];
            await bot.ChooseAsync(interaction.Id, list, either.Token);
        }
        catch (Exception e) when (e is DiscordException or OperationCanceledException)
        {
            Log.Unanswered(logger, interaction.Name, e.Message);
        }
        catch (Exception e)
        {
            // Only the list is missing then; the command can be typed all the same.
            Log.Broke(logger, interaction.Name, e);
        }
        finally
        {
            choicePlaces.Release();
        }
    }

    /// <summary>Answers also while the worker stops, but not for long.</summary>
    private async ValueTask SayAsync(DiscordInteraction interaction, string answer)
    {
        using var limit = new CancellationTokenSource(GoodbyeLimit, time);
        try
        {
            if (interaction.Kind == DiscordInteractionKind.Command)
            {
                await bot.AnswerAsync(interaction.Id, answer, limit.Token);
            }
        }
        catch (Exception e) when (e is DiscordException or OperationCanceledException)
        {
            Log.Unanswered(logger, interaction.Name, e.Message);
        }
    }
}
