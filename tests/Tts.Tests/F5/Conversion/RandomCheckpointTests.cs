using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.Tests.F5.Conversion;

public sealed class RandomCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_OfTheToy_IsWhatTheConverterReads()
    {
        RandomCheckpoint.Write(folder, isFull: false, CancellationToken.None);

        using var transformer = F5CheckpointReader.Read(CheckpointFile.Open(Path.Combine(folder, RandomCheckpoint.Transformer)), F5ModelConfig.Find(Path.Combine(folder, RandomCheckpoint.Config)));
        using var vocoder = VocosCheckpointReader.Read(CheckpointFile.Open(Path.Combine(folder, RandomCheckpoint.Vocoder)));
        VocabularyCheck.Run(Path.Combine(folder, RandomCheckpoint.Vocabulary), transformer).ShouldBeEmpty();
        transformer.Architecture.Depth.ShouldBe(2);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        RandomCheckpoint.Write(folder, isFull: false, CancellationToken.None);
        var first = File.ReadAllBytes(Path.Combine(folder, RandomCheckpoint.Transformer));

        RandomCheckpoint.Write(folder, isFull: false, CancellationToken.None);

        File.ReadAllBytes(Path.Combine(folder, RandomCheckpoint.Transformer)).ShouldBe(first);
    }
}
