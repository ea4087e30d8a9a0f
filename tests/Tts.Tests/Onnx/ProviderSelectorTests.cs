using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.Onnx;

public sealed class ProviderSelectorTests
{
    private const string Plugin = "libonnxruntime_providers_cuda.so";
    private readonly FakeProviderPlatform machine = new();
    private readonly List<PassedOverProvider> passedOver = [];

    [Fact]
    public void Auto_OnAMachineWithoutGpu_TakesTheProcessorAndSaysWhyNotTheOthers()
    {
        Select().ShouldBe(OnnxProvider.Cpu);

        passedOver.Select(fault => fault.Provider).ShouldBe([OnnxProvider.TensorRt, OnnxProvider.Cuda, OnnxProvider.DirectMl]);
        ReasonOf(OnnxProvider.TensorRt).ShouldContain("no TensorRT");
        ReasonOf(OnnxProvider.Cuda).ShouldContain("libcuda.so.1");
        ReasonOf(OnnxProvider.DirectMl).ShouldContain("Windows");
    }

    [Fact]
    public void Auto_WithGpuButWithoutProvider_NamesTheCommandThatInstallsIt()
    {
        machine.Driver = new CudaDriver(13_000, 1);

        Select().ShouldBe(OnnxProvider.Cpu);

        passedOver.Single(fault => fault.Provider == OnnxProvider.Cuda).Cure.ShouldContain("./run.sh setup --gpu");
    }

    [Fact]
    public void Auto_WithAnOldDriver_TellsBothVersions()
    {
        machine.Driver = new CudaDriver(12_040, 1);

        Select();

        ReasonOf(OnnxProvider.Cuda).ShouldContain("12.4");
        ReasonOf(OnnxProvider.Cuda).ShouldContain("13.0");
    }

    [Theory]
    [InlineData(0, 0, "no GPU")]
    [InlineData(1, 2, "Tts:Onnx:DeviceId is 2")]
    public void Auto_WithoutTheWantedGpu_SaysSo(int devices, int wanted, string reason)
    {
        machine.Driver = new CudaDriver(13_000, devices);

        Select(new OnnxOptions { DeviceId = wanted });

        ReasonOf(OnnxProvider.Cuda).ShouldContain(reason);
    }

    [Theory]
    [InlineData("libcudart.so.13")]
    [InlineData("libcublasLt.so.13")]
    [InlineData("libcudnn.so.9")]
    public void Auto_WithAMissingLibrary_NamesIt(string library)
    {
        machine.Driver = new CudaDriver(13_000, 1);
        machine.Files.Add(Plugin);
        machine.MissingLibraries.Add(library);

        Select().ShouldBe(OnnxProvider.Cpu);

        ReasonOf(OnnxProvider.Cuda).ShouldBe($"The library {library} is missing.");
    }

    [Fact]
    public void Libraries_ThatLieInTheLibraryFolder_AreTakenFromThere()
    {
        machine.Driver = new CudaDriver(13_000, 1);
        machine.Files.UnionWith([Plugin, "libcudart.so.13"]);

        Select(new OnnxOptions { LibraryFolder = "/opt/cuda" });

        machine.Loaded.ShouldContain("/opt/cuda/libcudart.so.13");
        machine.Loaded.ShouldContain("libcublas.so.13");
    }

    [Fact]
    public void Auto_WhenThePluginFindsNoDevice_SaysSo()
    {
        machine.Driver = new CudaDriver(13_000, 1);
        machine.Files.Add(Plugin);

        Select().ShouldBe(OnnxProvider.Cpu);

        ReasonOf(OnnxProvider.Cuda).ShouldContain("finds 0 CUDA device(s)");
    }

    [Fact]
    public void Auto_WithMicrosoftsPackage_PrefersTensorRtThenCuda()
    {
        machine.Driver = new CudaDriver(12_080, 1);
        machine.BuiltIn = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"];

        Select().ShouldBe(OnnxProvider.TensorRt);
        machine.MissingLibraries.Add("libnvinfer.so.10");
        Select().ShouldBe(OnnxProvider.Cuda);

        ReasonOf(OnnxProvider.TensorRt).ShouldBe("The library libnvinfer.so.10 is missing.");
    }

    [Fact]
    public void Auto_OnWindows_TakesDirectMl()
    {
        machine.IsLinux = false;
        machine.IsWindows = true;
        machine.BuiltIn = ["DmlExecutionProvider", "CPUExecutionProvider"];

        Select().ShouldBe(OnnxProvider.DirectMl);
    }

    [Fact]
    public void Auto_WhenOnnxRuntimeRefusesTheProvider_PassesOnItsWords()
    {
        machine.Driver = new CudaDriver(12_080, 1);
        machine.BuiltIn = ["CUDAExecutionProvider", "CPUExecutionProvider"];
        machine.TryAnswer = "the library libcublas.so.12 is missing.";

        Select().ShouldBe(OnnxProvider.Cpu);

        ReasonOf(OnnxProvider.Cuda).ShouldContain("libcublas.so.12");
    }

    [Fact]
    public void Fixed_AndUnusable_IsAnErrorThatSaysWhatHappensThen()
    {
        var failure = Should.Throw<SynthesisException>(() => Select(new OnnxOptions { Provider = OnnxProvider.Cuda }));

        failure.Code.ShouldBe("engine-missing");
        failure.Message.ShouldContain("Tts:Onnx:Provider is Cuda");
        failure.Message.ShouldContain("libcuda.so.1");
        failure.Message.ShouldContain("next engine");
    }

    [Fact]
    public void Fixed_Processor_LooksAtNoGpu()
    {
        machine.Driver = new CudaDriver(13_000, 1);

        Select(new OnnxOptions { Provider = OnnxProvider.Cpu }).ShouldBe(OnnxProvider.Cpu);

        passedOver.ShouldBeEmpty();
        machine.Loaded.ShouldBeEmpty();
    }

    private OnnxProvider Select(OnnxOptions? options = null)
    {
        passedOver.Clear();
        return ProviderSelector.For(options ?? new OnnxOptions(), machine).Select(passedOver).Provider;
    }

    private string ReasonOf(OnnxProvider provider) => passedOver.Single(fault => fault.Provider == provider).Reason;
}
