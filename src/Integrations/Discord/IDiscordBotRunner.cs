namespace IShowTts.Integrations.Discord;

/// <summary>Runs the <see cref="IDiscordBot"/>; for the host.</summary>
public interface IDiscordBotRunner
{
    /// <summary>Keeps the bot running; called once.</summary>
    /// <param name="cancellationToken">Ends it: the bot leaves and its bridge ends.</param>
    /// <returns>Ends without an exception, early when the bot has failed for good; <see cref="IDiscordBot.State"/> says why.</returns>
    Task RunAsync(CancellationToken cancellationToken);
}
