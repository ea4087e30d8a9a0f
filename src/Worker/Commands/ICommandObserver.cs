using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Commands;

/// <summary>Told of every answer to a chat command. Must not block and must not throw.</summary>
internal interface ICommandObserver
{
    /// <summary>A command was answered.</summary>
    /// <param name="viewer">Who typed it.</param>
    /// <param name="reply">The answer, one plain line.</param>
    void Answered(Viewer viewer, string reply);
}
