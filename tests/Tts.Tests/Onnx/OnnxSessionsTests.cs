using System.Runtime.InteropServices;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Tests.Onnx;

public sealed class OnnxSessionsTests : IDisposable
{
    // Accents on purpose: paths are passed to native code.
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-modèle-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_ASmallModel_RunsOnTheProcessor(bool fixedShapes)
    {
        using var session = Sessions().Open(TinyModel.WriteTo(folder), "test", fixedShapes);
        float[] x = [1, 2.5f, -3];
        using var input = OrtValue.CreateTensorValueFromMemory(x, [3]);
        using var run = new RunOptions();

        using var outputs = session.Run(run, ["x"], [input], ["y"]);

        outputs[0].GetTensorDataAsSpan<float>().ToArray().ShouldBe([2, 5, -6]);
    }

    [Fact]
    public void Open_NoSuchFile_NamesIt()
    {
        var path = Path.Combine(folder, "absent.onnx");

        Should.Throw<CheckpointException>(() => Sessions().Open(path, "F5 step")).Message.ShouldContain(path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(60)]
    public void Open_TruncatedFile_IsRefusedByName(int length)
    {
        var path = TinyModel.WriteTo(folder);
        File.WriteAllBytes(path, TinyModel.Bytes[..length]);

        Should.Throw<CheckpointException>(() => Sessions().Open(path, "F5 step")).Message.ShouldContain(path);
    }

    [Fact]
    public void Open_ManyDamagedFiles_NeverCrashesAndAlwaysNamesTheFile()
    {
        var sessions = Sessions();
        var path = TinyModel.WriteTo(folder);
        for (var index = 0; index < TinyModel.Bytes.Length; index++)
        {
            var bytes = TinyModel.Bytes.ToArray();
            bytes[index] ^= 0xFF;
            File.WriteAllBytes(path, bytes);

            try
            {
                sessions.Open(path, "test").Dispose();
            }
            catch (CheckpointException exception)
            {
                exception.Message.ShouldContain(path);
            }
        }
    }

    [Fact]
    public void Provider_OnAMachineWithoutGpu_IsTheProcessor() => Sessions().Provider.ShouldBe(OnnxProvider.Cpu);

    [Fact]
    public void Open_WithAFixedProviderThatIsNotHere_FailsEachTimeAnew()
    {
        var machine = new FakeProviderPlatform();
        var sessions = new OnnxSessions(Options.Create(new OnnxOptions { Provider = OnnxProvider.Cuda }), machine, TimeProvider.System, NullLogger<OnnxSessions>.Instance);
        var path = TinyModel.WriteTo(folder);

        Should.Throw<SynthesisException>(() => sessions.Open(path, "test")).Message.ShouldContain("NVIDIA driver");
        machine.Driver = new CudaDriver(13_000, 1);
        Should.Throw<SynthesisException>(() => sessions.Open(path, "test")).Message.ShouldContain("not installed");
    }

    [Fact]
    public void Run_WithAWrongShape_IsAnEngineFailureThatTellsTheCause()
    {
        using var session = Sessions().Open(TinyModel.WriteTo(folder), "test");
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [2, 2]);
        using var run = new RunOptions();

        var cause = Should.Throw<OnnxRuntimeException>(() => session.Run(run, ["x"], [input], ["y"]).Dispose());
        var failure = OnnxFailure.Running("test", cause);

        failure.Code.ShouldBe("engine-failed");
        failure.Message.ShouldContain("rank", Case.Insensitive);
        failure.Message.ShouldNotContain("ErrorCode");
    }

    [Fact]
    public void Threads_Unset_AreThePhysicalCores()
    {
        Sessions().Threads.ShouldBeInRange(1, Environment.ProcessorCount);
        Sessions(new OnnxOptions { IntraOpThreads = 3 }).Threads.ShouldBe(3);
    }

    [Fact]
    public void Cores_OfATopologyWithTwoThreadsEach_AreCountedOnce()
    {
        for (var cpu = 0; cpu < 8; cpu++)
        {
            var topology = Directory.CreateDirectory(Path.Combine(folder, $"cpu{cpu}", "topology")).FullName;
            File.WriteAllText(Path.Combine(topology, "thread_siblings_list"), $"{cpu % 4},{(cpu % 4) + 4}\n");
        }

        Directory.CreateDirectory(Path.Combine(folder, "cpufreq"));

        CpuCores.Count(folder).ShouldBe(4);
        CpuCores.Count(Path.Combine(folder, "absent")).ShouldBeNull();
    }

    [Fact]
    public void NativeLibrary_Missing_SaysWhatToRun()
    {
        var failure = OnnxFailure.LibraryMissing(new TypeInitializationException("NativeMethods", new DllNotFoundException("libonnxruntime.so: cannot open shared object file")));

        failure.Code.ShouldBe("engine-missing");
        failure.Message.ShouldContain("eng/setup.sh");
        failure.Message.ShouldContain("onnxruntime");
    }

    [Theory]
    [InlineData("[ErrorCode:RuntimeException] /onnxruntime_src/bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 4096", true)]
    [InlineData("[ErrorCode:Fail] CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED", true)]
    [InlineData("[ErrorCode:InvalidArgument] Got invalid dimensions for input", false)]
    public void OutOfMemory_IsToldFromItsWords(string words, bool expected) =>
        OnnxFailure.IsOutOfMemory(words).ShouldBe(expected);

    [SkippableFact]
    public void Loader_OnALibraryThatIsNotThere_IsUnderstood()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The words are those of Linux' loader.");

        var words = Should.Throw<DllNotFoundException>(() => NativeLibrary.Load("libishowtts-absent.so.7")).Message;

        OnnxFailure.MissingLibrary(words).ShouldBe("libishowtts-absent.so.7");
    }

    [Fact]
    public void MissingLibrary_InOnnxRuntimesWords_IsFound() =>
        OnnxFailure.MissingLibrary(
            "[ErrorCode:Fail] Error loading \"/app/libonnxruntime_providers_cuda.so\" with error: libcublasLt.so.13: cannot open shared object file: No such file or directory")
            .ShouldBe("libcublasLt.so.13");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static OnnxSessions Sessions(OnnxOptions? options = null) =>
        new(Options.Create(options ?? new OnnxOptions()), new FakeProviderPlatform(), TimeProvider.System, NullLogger<OnnxSessions>.Instance);
}
