namespace IShowTts.Integrations.Discord;

/// <summary>What an interaction asks for.</summary>
public enum DiscordInteractionKind
{
    /// <summary>A command was sent; answer with a text.</summary>
    Command,

    /// <summary>A value is being typed; answer with choices.</summary>
    Autocomplete,
}
