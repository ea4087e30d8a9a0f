namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>A sign-in that waits for a person at a <see cref="LoopbackSignIn"/>.</summary>
internal sealed class LoopbackDevice
{
    /// <summary>The secret that the program asks with.</summary>
    public required string DeviceCode { get; init; }

    /// <summary>What the person types.</summary>
    public required string UserCode { get; init; }

    /// <summary>What was asked for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When the code ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Earliest moment at which the next question is polite.</summary>
    public DateTimeOffset NextPollAt { get; set; }
}
