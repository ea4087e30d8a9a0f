using System.Runtime.InteropServices;
using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.Tests.Onnx.Writing;

public sealed class OnnxWeightsFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void AddFloats_LargerThanAPiece_IsReadInPiecesAndWrittenWhole()
    {
        const int count = 1_000_003;
        var pieces = new List<(long Start, int Length)>();
        using (var file = new OnnxWeightsFile(_path))
        {
            file.AddFloats("first", OnnxType.Float, [3], static (_, destination) => destination.Fill(7));
            var tensor = file.AddFloats("second", OnnxType.Float, [count], (start, destination) =>
            {
                pieces.Add((start, destination.Length));
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = start + i;
                }
            });

            tensor.Offset.ShouldBe(4096);
            tensor.Length.ShouldBe(count * sizeof(float));
        }

        pieces.Count.ShouldBeGreaterThan(1);
        pieces.Max(static piece => piece.Length).ShouldBeLessThanOrEqualTo(1 << 18);
        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_path).AsSpan(4096));
        values.Length.ShouldBe(count);
        values[0].ShouldBe(0);
        values[^1].ShouldBe(count - 1);
    }

    [Fact]
    public void AddBytes_KnownName_IsNotMadeAgain()
    {
        using var file = new OnnxWeightsFile(_path);
        var first = file.AddBytes("w", OnnxType.Int8, [4], static () => [1, 2, 3, 4]);

        var second = file.AddBytes("w", OnnxType.Int8, [4], static () => throw new InvalidOperationException("made twice"));

        second.ShouldBeSameAs(first);
    }

    [Fact]
    public void Progress_ThatThrows_StopsTheWriting()
    {
        using var file = new OnnxWeightsFile(_path) { Progress = static _ => throw new OperationCanceledException() };

        Should.Throw<OperationCanceledException>(() => file.AddFloats("w", OnnxType.Float, [10], static (_, destination) => destination.Clear()));
    }

    public void Dispose() => File.Delete(_path);
}
