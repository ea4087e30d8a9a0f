namespace IShowTts.Integrations.Events;

/// <summary>Why a decoder gave an event or gave none. The words are those of the worker's reason codes.</summary>
public static class DecodeCodes
{
    /// <summary>An event was given.</summary>
    public const string Accepted = "accepted";

    /// <summary>It belongs to the connection or the room, or is something nobody speaks about.</summary>
    public const string NotAMessage = "not-a-message";

    /// <summary>It cannot be read.</summary>
    public const string Malformed = "malformed";

    /// <summary>Our own account wrote it.</summary>
    public const string OwnMessage = "own-message";

    /// <summary>The platform holds it for a moderator and shows it to nobody.</summary>
    public const string HeldByPlatform = "held-by-platform";

    /// <summary>A re-told line of a "recent messages" service.</summary>
    public const string Historical = "historical";

    /// <summary>One of many gifts that are announced together.</summary>
    public const string PartOfBomb = "part-of-gift-bomb";
}
