namespace IShowTts.Worker.Queue;

/// <summary>Makes the next snapshot of an utterance. Pure: every store changes utterances in the same way.</summary>
internal static class UtteranceChanges
{
    /// <summary>Characters of speech in a second: an unhurried voice. Used where the length of the audio is not known.</summary>
    private const double CharactersPerSecond = 15;

    /// <summary>As it is when it is stored first.</summary>
    public static Utterance Enter(this Utterance utterance, DateTimeOffset now) =>
        utterance with { Timestamps = utterance.Timestamps.SetItem(utterance.State, now) };

    /// <summary>As it is after a change. Entering synthesis counts an attempt; going back to the queue forgets what was heard.</summary>
    public static Utterance Apply(this Utterance utterance, UtteranceChange change, DateTimeOffset now)
    {
        var timings = change.Timings ?? utterance.Timings;
        return utterance with
        {
            State = change.To,
            Reason = change.Reason,
            Engine = change.Engine ?? utterance.Engine,
            Voice = change.Voice ?? utterance.Voice,
            Attempts = utterance.Attempts + (change.To == UtteranceState.Synthesizing ? 1 : 0),
            Timings = change.To == UtteranceState.Queued ? timings with { HeardMs = null } : timings,
            Timestamps = utterance.Timestamps.SetItem(change.To, now),
        };
    }

    /// <summary>As it is after it was taken and not heard through no fault of its own: its time goes on, and the attempt is not counted. The first one is, as what was started before goes first.</summary>
    public static Utterance PutBack(this Utterance utterance, UtteranceChange change) =>
        utterance.Apply(change, utterance.Timestamps[UtteranceState.Queued]) with { Attempts = Math.Min(utterance.Attempts, Math.Max(1, utterance.Attempts - 1)) };

    /// <summary>May wait for a limited time, counts against the airtime budget: neither paid for nor asked for by the streamer, as what is said again or released is.</summary>
    public static bool IsChat(this Utterance utterance) => !utterance.IsPaid && utterance.Kind != UtteranceKind.Manual && utterance.OriginId is null;

    /// <summary>Words that a viewer typed where the chat's moderators rule, so that silencing the viewer or clearing the chat takes them back. Paid ones may come before their chat message is known.</summary>
    public static bool IsFromChat(this Utterance utterance) =>
        utterance.Kind is UtteranceKind.Chat or UtteranceKind.Cheer or UtteranceKind.Redemption or UtteranceKind.PowerUp
        || (utterance.Kind != UtteranceKind.Manual && utterance.MessageId.Length > 0);

    /// <summary>Who takes turns: the viewer's id, else the login, else one turn for all who are unknown.</summary>
    public static string TurnKey(this Utterance utterance) =>
        utterance.Viewer.Id.Length > 0 ? utterance.Viewer.Id : utterance.Viewer.Login.Length > 0 ? "@" + utterance.Viewer.Login : "";

    /// <summary>Length of the whole audio, milliseconds: as measured, else estimated from the text.</summary>
    public static double AudioMsOrEstimate(this Utterance utterance) =>
        utterance.Timings.AudioMs is > 0 and { } known ? known : Math.Max(1, utterance.SpokenText.Length) * 1000 / CharactersPerSecond;

    /// <summary>How much of it was heard, 0 to 1; the length is estimated from the text while it is not known.</summary>
    public static double HeardShare(this Utterance utterance) =>
        Math.Clamp((utterance.Timings.HeardMs ?? 0) / utterance.AudioMsOrEstimate(), 0, 1);

    /// <summary>Milliseconds of airtime it spends: all of it when heard to the end, what was heard when stopped, its whole length while in flight.</summary>
    public static double AirtimeMs(this Utterance utterance) => utterance.State switch
    {
        UtteranceState.Heard or UtteranceState.Playing or UtteranceState.Synthesizing => utterance.AudioMsOrEstimate(),
        _ => utterance.Timings.HeardMs ?? 0,
    };
}
