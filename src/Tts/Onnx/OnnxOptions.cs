using System.ComponentModel.DataAnnotations;

namespace IShowTts.Tts.Onnx;

/// <summary>Where models run (ONNX Runtime), how much they may take, and how long they stay loaded.</summary>
public sealed class OnnxOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Tts:Onnx";

    /// <summary>Auto, the default: TensorRT, CUDA, DirectML, processor, the first that works. A fixed one that does not work here makes the engine fail, and its voices fall back to the next engine.</summary>
    public OnnxProvider Provider { get; set; } = OnnxProvider.Auto;

    /// <summary>Which GPU, counted as the driver does, 0 to 63. Default 0.</summary>
    [Range(0, 63)]
    public int DeviceId { get; set; }

    /// <summary>Most GPU memory for models and their work, in MB, 0 to 1,000,000. Default 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int MemoryLimitMegabytes { get; set; }

    /// <summary>How the GPU's memory pool grows. Default SameAsRequested.</summary>
    public OnnxArenaStrategy ArenaStrategy { get; set; } = OnnxArenaStrategy.SameAsRequested;

    /// <summary>Threads that share one operation, 0 to 256. Default 0: one per physical core.</summary>
    [Range(0, 256)]
    public int IntraOpThreads { get; set; }

    /// <summary>Operations that run side by side, 0 to 256. Default 0: one after the other, which is best for our graphs.</summary>
    [Range(0, 256)]
    public int InterOpThreads { get; set; }

    /// <summary>Folder of the CUDA provider and, if they are not installed system-wide, of NVIDIA's libraries. Empty, the default: the worker's own folder.</summary>
    public string LibraryFolder { get; set; } = "";

    /// <summary>Load the models of configured voices at start and run them once, so that the first message does not wait. Default true.</summary>
    public bool WarmUp { get; set; } = true;

    /// <summary>While a loaded model has nothing to do, run it briefly every so many seconds, so that a GPU keeps its clocks up; 0 to 3,600. Default 0: never.</summary>
    [Range(0, 3_600)]
    public int KeepWarmSeconds { get; set; }

    /// <summary>A model that was not used for so many minutes is unloaded and loaded again when needed, 0 to 1,440. Default 0: never.</summary>
    [Range(0, 1_440)]
    public int UnloadAfterIdleMinutes { get; set; }
}
