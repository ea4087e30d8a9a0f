namespace IShowTts.Worker.Discord;

/// <summary>What the file of registered commands holds.</summary>
/// <param name="ApplicationId">The bot's application: another one has its own commands.</param>
/// <param name="Guilds">Hash of the commands that each server has, and when the bot came there, by its id.</param>
internal sealed record RegisteredCommands(string ApplicationId, IReadOnlyDictionary<string, string> Guilds)
{
    /// <summary>Nothing is known to be registered.</summary>
    public static RegisteredCommands None { get; } = new("", new Dictionary<string, string>());
}
