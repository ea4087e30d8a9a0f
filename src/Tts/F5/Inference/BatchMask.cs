using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>Which frames of a batch belong to its utterances, for rows guided and unguided.</summary>
internal sealed class BatchMask : IDisposable
{
    private readonly OrtValue _mask;
    private readonly OrtValue _keys;
    private readonly OrtValue _guidedMask;
    private readonly OrtValue _guidedKeys;

    /// <summary>Makes the masks.</summary>
    /// <param name="lengths">Frames of each utterance.</param>
    /// <param name="frames">Frames of the longest.</param>
    /// <param name="maskKeys">Whether frames outside may not be attended to.</param>
    public BatchMask(IReadOnlyList<int> lengths, int frames, bool maskKeys)
    {
        Utterances = lengths.Count;
        _mask = DeviceMemory.Host(TensorElementType.Float, 2 * Utterances, frames);
        _keys = DeviceMemory.Host(TensorElementType.Int32, 2 * Utterances);
        var mask = _mask.GetTensorMutableDataAsSpan<float>();
        var keys = _keys.GetTensorMutableDataAsSpan<int>();
        mask.Clear();
        for (var row = 0; row < keys.Length; row++)
        {
            var length = lengths[row % Utterances];
            mask.Slice(row * frames, length).Fill(1);
            keys[row] = maskKeys ? length : frames;
        }

        _guidedMask = DeviceMemory.View(_mask, TensorElementType.Float, (long)Utterances * frames * sizeof(float), Utterances, frames);
        _guidedKeys = DeviceMemory.View(_keys, TensorElementType.Int32, (long)Utterances * sizeof(int), Utterances);
    }

    /// <summary>Number of utterances.</summary>
    public int Utterances { get; }

    /// <summary>Binds the masks to the batch graph.</summary>
    /// <param name="binding">Of a step.</param>
    /// <param name="guided">Whether that step has unguided rows too.</param>
    public void Bind(OrtIoBinding binding, bool guided)
    {
        binding.BindInput("mask", guided ? _mask : _guidedMask);
        binding.BindInput("keys", guided ? _keys : _guidedKeys);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _guidedMask.Dispose();
        _guidedKeys.Dispose();
        _mask.Dispose();
        _keys.Dispose();
    }
}
