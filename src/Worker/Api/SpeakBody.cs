namespace IShowTts.Worker.Api;

/// <summary>Body of <c>POST /api/utterances</c>.</summary>
/// <param name="Text">What to say; plain text.</param>
/// <param name="Voice">Voice name; null for the default.</param>
/// <param name="Name">Name to say first; null for none.</param>
/// <param name="Kind">Kind to treat it as; <c>manual</c> when null.</param>
internal sealed record SpeakBody(string? Text, string? Voice = null, string? Name = null, string? Kind = null);

/// <summary>Body of <c>POST /api/speech/mode</c>.</summary>
/// <param name="Mode">Which chat is spoken: <c>all</c>, <c>command</c> or <c>paid</c>.</param>
internal sealed record ModeBody(string? Mode);

/// <summary>Body of <c>POST /api/utterances/{id}/move</c>.</summary>
internal sealed record MoveBody
{
    /// <summary>Id of the one that follows it; null for last.</summary>
    public required string? Before { get; init; }
}

/// <summary>How many utterances an order hit.</summary>
internal sealed record CountBody(int Count);

/// <summary>What an order ended; null when there was nothing.</summary>
internal sealed record SkippedBody(UtteranceBody? Skipped);

/// <summary>One event of the stream.</summary>
/// <param name="Sequence">The event's id: grows by one with every transition, over restarts too.</param>
/// <param name="At">When it was committed.</param>
/// <param name="From">State before; null for a new utterance.</param>
/// <param name="To">State now.</param>
/// <param name="Utterance">The utterance right after it.</param>
internal sealed record TransitionBody(long Sequence, DateTimeOffset At, string? From, string To, UtteranceBody Utterance);

/// <summary>Transitions that are older than the kept history and cannot be told any more.</summary>
/// <param name="FromSequence">First one missed.</param>
/// <param name="ToSequence">Last one missed.</param>
internal sealed record MissedBody(long FromSequence, long ToSequence);

/// <summary>A problem as RFC 9457 tells it.</summary>
/// <param name="Type">Stable name of the problem.</param>
/// <param name="Title">What it is, always the same for a type.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened this time and what to do.</param>
/// <param name="Parameter">The parameter, header or field that is wrong; null when it is none.</param>
/// <param name="Utterance">The utterance it is about; null when it is none.</param>
/// <param name="Errors">Everything that is wrong, where several things can be; else null.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string? Parameter = null, UtteranceBody? Utterance = null, IReadOnlyList<ErrorBody>? Errors = null);
