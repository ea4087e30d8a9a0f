using IShowTts.TestKit.Contracts;

namespace IShowTts.Worker.Tests.Api.Speech;

/// <summary>Tests that count chunks run alone.</summary>
[CollectionDefinition(AudioChunkCollection.Name, DisableParallelization = true)]
public sealed class CountingAudioChunks;
