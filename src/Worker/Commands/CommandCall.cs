using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Commands;

/// <summary>One command as somebody typed it.</summary>
/// <param name="Viewer">Who.</param>
/// <param name="Arguments">Words after the command, as typed: hostile, never to be echoed unchecked.</param>
internal sealed record CommandCall(Viewer Viewer, IReadOnlyList<string> Arguments)
{
    /// <summary>Who, for the audit log.</summary>
    public Actor Actor => ActorOf(Viewer);

    /// <summary>The first argument, lower case; empty when there is none.</summary>
    public string First => Arguments.Count > 0 ? Arguments[0].ToLowerInvariant() : "";

    /// <summary>Somebody in chat, for the audit log.</summary>
    public static Actor ActorOf(Viewer viewer) => new(viewer.Login.Length > 0 ? viewer.Login : viewer.Id, "chat");

    /// <summary>Arguments from one on, joined by blanks.</summary>
    public string TextFrom(int index) => string.Join(' ', Arguments.Skip(index));
}
