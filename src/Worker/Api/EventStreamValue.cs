namespace IShowTts.Worker.Api;

/// <summary>A value of a topic as it goes out.</summary>
/// <param name="Version">Grows by one with each value.</param>
/// <param name="Bytes">The event; UTF-8. Shared by all listeners.</param>
internal sealed record EventStreamValue(long Version, ReadOnlyMemory<byte> Bytes);
