using System.Runtime.InteropServices;

namespace IShowTts.Tts.Onnx;

/// <summary>NVIDIA's driver as it answers.</summary>
/// <param name="Version">Newest CUDA that it supports: 1000 · major + 10 · minor.</param>
/// <param name="Devices">GPUs that it lets us see.</param>
internal readonly record struct CudaDriver(int Version, int Devices)
{
    /// <summary>The driver's library on this system.</summary>
    public static string Library => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Asks the driver.</summary>
    /// <returns>Null when there is no driver.</returns>
    public static unsafe CudaDriver? Read()
    {
        if (!NativeLibrary.TryLoad(Library, out var handle))
        {
            return null;
        }

        // The library stays loaded: ONNX Runtime needs it right after.
        var initialize = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(handle, "cuInit");
        var getVersion = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(handle, "cuDriverGetVersion");
        var getCount = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(handle, "cuDeviceGetCount");
        int version, devices;
        if (getVersion(&version) != 0)
        {
            version = 0;
        }

        // A driver without a GPU, or with one that is taken away from this container, fails here.
        if (initialize(0) != 0 || getCount(&devices) != 0)
        {
            devices = 0;
        }

        return new CudaDriver(version, devices);
    }
}
