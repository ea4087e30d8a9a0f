using System.Runtime.CompilerServices;
using IShowTts.Tts.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Tts.Tests.Onnx;

/// <summary>Opens ONNX Runtime the way the worker does before any test can: a bare session would make the process's one environment without our log.</summary>
internal static class OnnxEnvironmentOfTests
{
    [ModuleInitializer]
    internal static void Open() => OnnxEnvironment.Open(NullLogger.Instance);
}
