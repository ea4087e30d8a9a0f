using IShowTts.TestKit.Contracts;

namespace IShowTts.Tts.Tests.Synthesis;

/// <summary>Runs alone: its tests count the live chunks of the whole process.</summary>
[CollectionDefinition(AudioChunkCollection.Name, DisableParallelization = true)]
public sealed class AudioChunkCollectionDefinition;
