using IShowTts.Integrations.Events;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Playout;

public sealed class CueTests
{
    private static readonly Utterance Utterance = new()
    {
        Id = "u1", Kind = UtteranceKind.Chat, Source = "test", Viewer = Viewer.Anonymous, OriginalText = "hi", SpokenText = "hi",
    };

    [Fact]
    public async Task ReadAsync_SamplesOverSeveralBlocks_ComeBackInOrder()
    {
        using var cue = new Cue(Utterance);
        var samples = Enumerable.Range(0, 150_001).Select(i => (float)i).ToArray();

        cue.Append(samples.AsSpan(0, 70_000));
        cue.Append(samples.AsSpan(70_000));
        cue.Complete();

        (await ReadAllAsync(cue, 0)).ShouldBe(samples);
        (await ReadAllAsync(cue, 123_456)).ShouldBe(samples[123_456..]);
    }

    [Fact]
    public async Task ReadAsync_NothingThereYet_WaitsForTheWriter()
    {
        using var cue = new Cue(Utterance);
        var buffer = new float[4];

        var read = cue.ReadAsync(0, buffer, CancellationToken.None).AsTask();
        read.IsCompleted.ShouldBeFalse();
        cue.Append([1f, 2f]);

        (await read).ShouldBe(2);
        buffer[..2].ShouldBe([1f, 2f]);
    }

    [Fact]
    public async Task ReadAsync_AtTheEnd_GivesZero()
    {
        using var cue = new Cue(Utterance);
        cue.Append([1f]);
        cue.Complete();

        (await cue.ReadAsync(1, new float[4], CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Dispose_WhileAReaderWaits_EndsTheRead()
    {
        var cue = new Cue(Utterance);
        var read = cue.ReadAsync(0, new float[4], CancellationToken.None).AsTask();

        cue.Dispose();

        (await read).ShouldBe(0);
        Should.NotThrow(() => cue.Append([1f]));
        Should.NotThrow(cue.Cancel);
        cue.Length.ShouldBe(0);
    }

    private static async Task<float[]> ReadAllAsync(Cue cue, int position)
    {
        var all = new List<float>();
        var buffer = new float[960];
        int count;
        while ((count = await cue.ReadAsync(position, buffer, CancellationToken.None)) > 0)
        {
            all.AddRange(buffer[..count]);
            position += count;
        }

        return [.. all];
    }
}
