namespace IShowTts.Worker.Discord;

/// <summary>Types of an option, with Discord's numbers.</summary>
internal enum SlashOptionType
{
    /// <summary>A text.</summary>
    Text = 3,

    /// <summary>A whole number.</summary>
    Number = 4,
}
