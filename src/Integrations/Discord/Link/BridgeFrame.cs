namespace IShowTts.Integrations.Discord.Link;

/// <summary>A frame that was read.</summary>
/// <param name="Type">Its type, see <see cref="BridgeFrames"/>; unknown ones are passed over.</param>
/// <param name="Payload">Its payload; valid until the next one is read.</param>
internal readonly record struct BridgeFrame(byte Type, ReadOnlyMemory<byte> Payload);
