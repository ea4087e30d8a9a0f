using IShowTts.TestKit.Contracts;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Onnx.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Tests.Onnx;

/// <summary>The environment is the process's, so nothing may open it beside this.</summary>
[Collection(AudioChunkCollection.Name)]
public sealed class OnnxEnvironmentTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Complaints_OfTheNativeLibrary_GoToTheLog()
    {
        var log = new ListLogger();
        OnnxEnvironment.Open(log);
        using var session = new InferenceSession(WriteReshape());
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [4]);
        using var run = new RunOptions();

        Should.Throw<OnnxRuntimeException>(() => session.Run(run, ["x"], [input], ["y"]).Dispose());

        log.Lines.ShouldContain(line => line.Contains("Reshape", StringComparison.Ordinal));
    }

    // Four values cannot be laid into rows of three.
    private string WriteReshape()
    {
        using var weights = new OnnxWeightsFile(Path.Combine(folder, "reshape.bin"));
        var graph = new OnnxGraph("reshape", weights);
        var x = graph.Input("x", OnnxType.Float, "n");
        graph.Add("y", "Reshape", [x, graph.Axes(-1, 3)]);
        graph.Output("y", OnnxType.Float);
        var path = Path.Combine(folder, "reshape.onnx");
        OnnxModelFile.Write(graph, path, new Dictionary<string, string>());
        return path;
    }

    private sealed class ListLogger : ILogger
    {
        private readonly List<string> lines = [];

        public string[] Lines
        {
            get
            {
                lock (lines)
                {
                    return [.. lines];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception));
            }
        }
    }
}
