using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>
/// Memory where a session computes: the processor's, or a GPU's. Values come there as bound inputs and leave as bound outputs in processor memory: ONNX Runtime
/// copies both on every provider.
/// </summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly OrtAllocator? _allocator;

    /// <summary>Finds the memory in which a session puts its outputs.</summary>
    /// <param name="session">Must outlive this.</param>
    public DeviceMemory(InferenceSession session)
    {
        using var places = session.GetMemoryInfosForOutputs();
        var place = places[0];
        _allocator = place.Equals(OrtMemoryInfo.DefaultInstance) || place.Name == "Cpu" ? null : new OrtAllocator(session, place);
    }

    /// <summary>Whether it is the processor's own.</summary>
    public bool IsProcessor => _allocator is null;

    /// <summary>Makes a tensor there; its content is undefined.</summary>
    public OrtValue Allocate(TensorElementType type, params long[] shape) => OrtValue.CreateAllocatedTensorValue(_allocator ?? OrtAllocator.DefaultInstance, type, shape);

    /// <summary>Makes a tensor in processor memory; its content is undefined.</summary>
    public static OrtValue Host(TensorElementType type, params long[] shape) => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);

    /// <summary>Another shape for the first elements of a tensor, which must outlive it.</summary>
    public static unsafe OrtValue View(OrtValue whole, TensorElementType type, long bytes, params long[] shape)
    {
        using var place = whole.GetTensorMemoryInfo();
        fixed (byte* first = whole.GetTensorMutableRawData())
        {
            return OrtValue.CreateTensorValueWithData(place, type, shape, (nint)first, bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _allocator?.Dispose();
}
