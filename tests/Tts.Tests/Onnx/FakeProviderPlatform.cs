using IShowTts.Tts.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Tests.Onnx;

/// <summary>A machine that has what a test says. Its plug-in lists no devices: those exist only on a real GPU.</summary>
internal sealed class FakeProviderPlatform : IProviderPlatform
{
    public bool IsLinux { get; set; } = true;

    public bool IsWindows { get; set; }

    public IReadOnlyList<string> BuiltIn { get; set; } = ["CPUExecutionProvider"];

    public HashSet<string> Files { get; } = [];

    public HashSet<string> MissingLibraries { get; } = [];

    public List<string> Loaded { get; } = [];

    public CudaDriver? Driver { get; set; }

    public string? TryAnswer { get; set; }

    public bool FileExists(string path) => Files.Contains(Path.GetFileName(path));

    public string? Load(string nameOrPath)
    {
        Loaded.Add(nameOrPath);
        return MissingLibraries.Contains(Path.GetFileName(nameOrPath))
            ? $"Unable to load shared library '{nameOrPath}' or one of its dependencies.\n{nameOrPath}: cannot open shared object file: No such file or directory"
            : null;
    }

    public CudaDriver? ReadCudaDriver() => Driver;

    public IReadOnlyList<OrtEpDevice> RegisterPlugin(string path, string epName) => [];

    public string? Try(Action<SessionOptions> append) => TryAnswer;
}
