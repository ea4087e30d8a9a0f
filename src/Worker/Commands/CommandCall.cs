using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Commands;

/// <summary>One command as somebody typed it.</summary>
/// <param name="Viewer">Who.</param>
/// <param name="Arguments">Words after the command, as typed: hostile, never to be echoed unchecked. Discord gives each option as one argument, which may hold blanks.</param>
/// <param name="Via">By which way, for the audit log: <see cref="FromChat"/> or <see cref="FromDiscord"/>.</param>
internal sealed record CommandCall(Viewer Viewer, IReadOnlyList<string> Arguments, string Via = CommandCall.FromChat)
{
    /// <summary>Typed in chat.</summary>
    public const string FromChat = "chat";

    /// <summary>A slash command of Discord.</summary>
    public const string FromDiscord = "discord";

    /// <summary>Who, for the audit log.</summary>
    public Actor Actor => new(Viewer.Login.Length > 0 ? Viewer.Login : Viewer.Id, Via);

    /// <summary>The first argument, lower case; empty when there is none.</summary>
    public string First => Arguments.Count > 0 ? Arguments[0].ToLowerInvariant() : "";

    /// <summary>What a command begins with where this one was given.</summary>
    /// <param name="options">The root in chat.</param>
    public string Root(CommandOptions options) => Via == FromDiscord ? "/tts" : options.Root;

    /// <summary>Arguments from one on, joined by blanks.</summary>
    public string TextFrom(int index) => string.Join(' ', Arguments.Skip(index));
}
