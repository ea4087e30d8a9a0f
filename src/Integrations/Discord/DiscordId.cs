namespace IShowTts.Integrations.Discord;

/// <summary>Ids of Discord.</summary>
public static class DiscordId
{
    /// <summary>What an id looks like, for messages.</summary>
    public const string Rule = "An id of Discord has 17 to 20 digits: switch on the developer mode (User Settings, Advanced), then right click and copy it.";

    /// <summary>Whether a text can be one.</summary>
    /// <param name="text">17 to 20 digits that fit into 64 bits.</param>
    public static bool IsValid(string? text)
        => text is { Length: >= 17 and <= 20 } && text.All(char.IsAsciiDigit) && ulong.TryParse(text, out _);
}
