namespace IShowTts.TestKit.Contracts;

/// <summary>Name of the xunit collection for tests that count <see cref="IShowTts.Tts.Audio.AudioChunk.LiveCount"/>; each test assembly defines it without parallel runs.</summary>
public static class AudioChunkCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "counts audio chunks";
}
