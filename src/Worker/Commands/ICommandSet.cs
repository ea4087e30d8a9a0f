namespace IShowTts.Worker.Commands;

/// <summary>Commands that another feature adds to the router. Chat can type those that <see cref="CommandNames.Find"/> knows; the rest are for Discord.</summary>
internal interface ICommandSet
{
    /// <summary>The commands; each name is one of <see cref="CommandNames"/>.</summary>
    IReadOnlyList<ChatCommand> All { get; }
}
