namespace IShowTts.TestKit.Discord;

/// <summary>A member who listens.</summary>
/// <param name="UserId">The member.</param>
/// <param name="ChannelId">Where they are.</param>
/// <param name="IsSecured">They are in an MLS group.</param>
/// <param name="Frames">Frames heard, decrypted.</param>
/// <param name="Silence">Silence frames among them.</param>
/// <param name="Lost">Holes in the sequence numbers since their first frame.</param>
/// <param name="Failures">Frames that could not be decrypted after one of the connection was.</param>
/// <param name="Early">Frames that could not be decrypted before that: a newcomer's keys come after the first frames.</param>
/// <param name="LastError">Why the last one was not decrypted.</param>
internal sealed record LoopbackListener(string UserId, string ChannelId, bool IsSecured, int Frames, int Silence, int Lost, int Failures, int Early, string? LastError)
{
    /// <summary>Frames with sound.</summary>
    public int Audio => Frames - Silence;
}
