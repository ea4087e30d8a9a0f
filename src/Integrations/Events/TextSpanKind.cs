namespace IShowTts.Integrations.Events;

/// <summary>What a part of a message is.</summary>
public enum TextSpanKind
{
    /// <summary>An emote; its word is what the viewer typed.</summary>
    Emote,

    /// <summary>A cheermote such as <c>Cheer100</c>.</summary>
    Cheermote,

    /// <summary>The caption that stands for a GIF; not to be read.</summary>
    Gif,

    /// <summary>The <c>@Name</c> that a reply begins with.</summary>
    ReplyMention,
}
