namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>What became of one webhook. Each is counted.</summary>
public enum WebhookOutcome
{
    /// <summary>It was decided and, if it became an utterance, is on disk.</summary>
    Taken,

    /// <summary>The same id came before; nothing was done.</summary>
    Repeated,

    /// <summary>It is genuine, but tells of nothing that is spoken.</summary>
    Ignored,

    /// <summary>A header is missing, or the body cannot be read.</summary>
    Malformed,

    /// <summary>Not from who it says: wrong signature, token or time.</summary>
    Refused,

    /// <summary>The source is switched off.</summary>
    SwitchedOff,

    /// <summary>Not of the content type of the source.</summary>
    WrongType,

    /// <summary>Not a POST.</summary>
    WrongMethod,

    /// <summary>Larger than is read.</summary>
    TooLarge,

    /// <summary>The sender took too long to send it.</summary>
    TooSlow,

    /// <summary>More came than are taken in a minute.</summary>
    TooMany,

    /// <summary>It could not be stored in time; the sender tries again.</summary>
    Busy,

    /// <summary>The worker could not take it in because of an error of its own; the sender tries again.</summary>
    Failed,
}
