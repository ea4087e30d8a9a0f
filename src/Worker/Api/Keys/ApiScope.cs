namespace IShowTts.Worker.Api.Keys;

/// <summary>What a caller of the HTTP API may do. Every caller that is known may also read.</summary>
[Flags]
internal enum ApiScope
{
    /// <summary>Nothing but what is open to all.</summary>
    None = 0,

    /// <summary>See the state, utterances and events.</summary>
    Read = 1,

    /// <summary>Have something said, through the filters and the queue.</summary>
    Speak = 2,

    /// <summary>Steer: skip, pause, approve, words, viewers.</summary>
    Control = 4,

    /// <summary>Everything: raw synthesis, voices, settings, keys.</summary>
    Admin = 8,

    /// <summary>The browser source: captions and audio, nothing else.</summary>
    Overlay = 16,
}
