using IShowTts.TestKit;
using IShowTts.Tts.F5.Inference;
using IShowTts.Tts.Tests.F5.Graphs;

namespace IShowTts.Tts.Tests.F5.Inference;

/// <summary>The flows of a golden model, and the model itself, converted and opened.</summary>
internal sealed class SampleStage : IDisposable
{
    private readonly TinyModel tiny;

    /// <summary>Opens both; skips the test when the set lacks them.</summary>
    public SampleStage(string model)
    {
        File = Goldens.Open(model + "_sample.safetensors");
        tiny = new TinyModel(model);
        Model = tiny.Open();
    }

    /// <summary>The flows.</summary>
    public GoldenFile File { get; }

    /// <summary>The model.</summary>
    public OnnxF5Model Model { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        tiny.Dispose();
        File.Dispose();
    }
}
