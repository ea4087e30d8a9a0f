using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Control;

/// <summary>Who steers: goes to the audit log.</summary>
/// <param name="Name">Login, name of an API key, or <c>api</c>, <c>dashboard</c>, <c>console</c>, <c>platform</c>.</param>
/// <param name="Via">How: <c>chat</c>, <c>discord</c>, <c>api</c>, <c>key</c>, <c>dashboard</c>, <c>console</c>, <c>moderation</c>.</param>
internal sealed record Actor(string Name, string Via);

/// <summary>Which chat is spoken.</summary>
internal enum SpeechMode
{
    /// <summary>Every message that passes the filters.</summary>
    All,

    /// <summary>Only messages that ask for it (<c>!say</c>), and everything paid.</summary>
    Command,

    /// <summary>Only what is paid for.</summary>
    Paid,
}

/// <summary>How the speaker is now.</summary>
/// <param name="IsEnabled">Off: nothing new is taken in.</param>
/// <param name="IsPaused">Paused: nothing is heard, everything waits.</param>
/// <param name="Mode">Which chat is spoken.</param>
/// <param name="NowPlaying">The utterance that has the sinks; null when silent.</param>
/// <param name="HeardMs">How much of it was heard.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Held">How many wait for approval.</param>
internal sealed record SpeechStatus(bool IsEnabled, bool IsPaused, SpeechMode Mode, Utterance? NowPlaying, double HeardMs, int Waiting, int Held);

/// <summary>Everything a person or the platform can do to the speech. Chat commands, Discord, API and console all come through here.</summary>
/// <remarks>Thread safe. Each call is written to the audit log with its actor.</remarks>
internal interface ISpeechControl
{
    /// <summary>How it is now.</summary>
    ValueTask<SpeechStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Silence within 150 ms; what was playing goes on from there after <see cref="ResumeAsync"/>.</summary>
    ValueTask PauseAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Goes on.</summary>
    ValueTask ResumeAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Ends the one that is playing (or, when silent, the next one that is synthesized ahead).</summary>
    /// <returns>What was skipped; null when there was nothing.</returns>
    ValueTask<Utterance?> SkipAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Ends one utterance in whatever state it is.</summary>
    /// <returns>The utterance after it; null when it is unknown or already final.</returns>
    ValueTask<Utterance?> SkipAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Takes back a message that its own author does not want any more, while it waits.</summary>
    /// <returns>The utterance after it; null when it is unknown, being heard or over.</returns>
    ValueTask<Utterance?> WithdrawAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Drops all that waits; what is playing goes on.</summary>
    /// <returns>How many were dropped.</returns>
    ValueTask<int> ClearAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Stops the one that is playing and drops all that waits.</summary>
    /// <returns>How many were dropped or stopped.</returns>
    ValueTask<int> StopAllAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Lets a held utterance go to the queue.</summary>
    ValueTask<Utterance?> ApproveAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Rejects a held or waiting utterance.</summary>
    ValueTask<Utterance?> RejectAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Takes a queued utterance out of the line until somebody approves it (or <see cref="HeldWatch"/> decides).</summary>
    /// <returns>The utterance after it; null when it is unknown or not queued.</returns>
    ValueTask<Utterance?> HoldAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Puts a queued utterance right before another one, or last.</summary>
    /// <returns>The utterance after it; null when one of the two is unknown or not queued.</returns>
    ValueTask<Utterance?> PlaceAsync(string utteranceId, string? beforeId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Says what is over once more, as a new utterance that is neither paid nor settled. Not what was taken back.</summary>
    ValueTask<ReplayResult> AgainAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Decides again on what a rule refused, from its original words, with that rule off. Not what was taken back.</summary>
    ValueTask<ReplayResult> ReleaseAsync(string utteranceId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Switches speech on or off; while off, nothing new is taken in and what waits stays.</summary>
    ValueTask SetEnabledAsync(bool isEnabled, Actor actor, CancellationToken cancellationToken);

    /// <summary>Chooses which chat is spoken.</summary>
    ValueTask SetModeAsync(SpeechMode mode, Actor actor, CancellationToken cancellationToken);

    /// <summary>Speaks a text as the streamer, a moderator or a program: through the filters, then the queue.</summary>
    ValueTask<AddResult> SayAsync(SayRequest request, Actor actor, CancellationToken cancellationToken);

    /// <summary>The platform took words back: acts in every state.</summary>
    /// <returns>How many utterances it hit.</returns>
    ValueTask<int> ModerateAsync(ModerationEvent moderation, CancellationToken cancellationToken);
}

/// <summary>A text to speak.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Voice">Voice name; null for the default.</param>
/// <param name="Name">Name to say first; null for none.</param>
/// <param name="Kind">Kind to treat it as; manual by default.</param>
internal sealed record SayRequest(string Text, string? Voice = null, string? Name = null, UtteranceKind Kind = UtteranceKind.Manual);
