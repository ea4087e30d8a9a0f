namespace IShowTts.Worker.Discord;

/// <summary>One value that a slash command takes.</summary>
/// <param name="Name">What stands before it.</param>
/// <param name="Description">What it is, 1 to 100 characters.</param>
internal sealed record SlashOption(string Name, string Description)
{
    /// <summary>What kind of value.</summary>
    public SlashOptionType Type { get; init; } = SlashOptionType.Text;

    /// <summary>Without it Discord does not send the command.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Values are offered while it is typed; others may be typed all the same.</summary>
    public bool IsOffered { get; init; }

    /// <summary>Most characters of a text.</summary>
    public int MaxLength { get; init; } = 100;

    /// <summary>Greatest number; the least is 0.</summary>
    public int MaxValue { get; init; }
}
