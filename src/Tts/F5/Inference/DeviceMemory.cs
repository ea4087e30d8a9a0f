using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>Tensors where a session computes: processor memory, or a GPU's. Copies to and from there are explicit.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly OrtAllocator? _allocator;

    /// <summary>Prepares for the memory of a session.</summary>
    /// <param name="session">Which computes there; must outlive this.</param>
    /// <param name="device">Its memory; null for the processor's.</param>
    public DeviceMemory(InferenceSession session, OrtMemoryInfo? device)
    {
        _allocator = device is null ? null : new OrtAllocator(session, device);
    }

    /// <summary>Makes a tensor; its content is undefined.</summary>
    public OrtValue Allocate(TensorElementType type, params long[] shape) =>
        OrtValue.CreateAllocatedTensorValue(_allocator ?? OrtAllocator.DefaultInstance, type, shape);

    /// <summary>Another shape for the first elements of a tensor, which must outlive it.</summary>
    public static unsafe OrtValue View(OrtValue whole, TensorElementType type, long bytes, params long[] shape)
    {
        fixed (byte* first = whole.GetTensorMutableRawData())
        {
            return OrtValue.CreateTensorValueWithData(whole.GetTensorMemoryInfo(), type, shape, (nint)first, bytes);
        }
    }

    /// <summary>Copies values into a tensor.</summary>
    public void Write<T>(OrtValue tensor, ReadOnlySpan<T> values, params long[] shape)
        where T : unmanaged
    {
        if (_allocator is null)
        {
            values.CopyTo(tensor.GetTensorMutableDataAsSpan<T>());
            return;
        }

        using var host = Host<T>(shape);
        values.CopyTo(host.GetTensorMutableDataAsSpan<T>());
        OrtEnv.Instance().CopyTensors([host], [tensor], null);
    }

    /// <summary>Copies a tensor out.</summary>
    public void Read<T>(OrtValue tensor, Span<T> values, params long[] shape)
        where T : unmanaged
    {
        if (_allocator is null)
        {
            tensor.GetTensorDataAsSpan<T>().CopyTo(values);
            return;
        }

        using var host = Host<T>(shape);
        OrtEnv.Instance().CopyTensors([tensor], [host], null);
        host.GetTensorDataAsSpan<T>().CopyTo(values);
    }

    /// <inheritdoc/>
    public void Dispose() => _allocator?.Dispose();

    private static OrtValue Host<T>(long[] shape) =>
        OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, typeof(T) == typeof(long) ? TensorElementType.Int64 : TensorElementType.Float, shape);
}
