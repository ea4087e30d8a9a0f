using IShowTts.TestKit.Contracts;
using IShowTts.Tts.F5;

namespace IShowTts.Tts.Tests.F5.Inference;

/// <summary>Memory of the process, so nothing may run beside it.</summary>
[Collection(AudioChunkCollection.Name)]
[Trait("Category", "Full")]
public sealed class OnnxF5MemoryTests
{
    [SkippableFact]
    public void Sample_AThousandFlows_MemoryStaysFlat()
    {
        using var tiny = OnnxF5ModelTests.Tiny();
        using var onnx = tiny.Open();
        long Resident(int flows)
        {
            for (var i = 0; i < flows; i++)
            {
                var request = OnnxF5ModelTests.Request(24 + (i * 37 % 200), 5 + (i % 3));
                var mel = new float[request.Noise.Length];
                onnx.Sample(request, mel, CancellationToken.None);
                onnx.Vocode(mel, new float[(request.Frames - 1) * VocosArchitecture.Hop], CancellationToken.None);
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return Environment.WorkingSet;
        }

        // By then every length was seen once.
        var warm = Resident(250);
        var after = Resident(1_000);

        (after - warm).ShouldBeLessThan(20L << 20, $"{warm >> 20} MB grew to {after >> 20} MB");
    }
}
