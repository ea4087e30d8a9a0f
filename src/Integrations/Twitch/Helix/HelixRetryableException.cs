namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Inside of <see cref="HelixClient"/>: the same call may be sent again.</summary>
/// <param name="told">What the caller is told when that does not help.</param>
internal sealed class HelixRetryableException(HelixException told) : Exception(told.Message, told)
{
    /// <summary>What the caller is told when that does not help.</summary>
    public HelixException Told { get; } = told;
}
