using System.Diagnostics;
using System.Text.Json;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>The switch -p:OnnxRuntime=NuGet, as MSBuild evaluates it; the feeds of test machines need not have the package.</summary>
public class OnnxRuntimeBuildTests
{
    [Fact]
    public async Task Tts_WithoutTheSwitch_BuildsTheFetchedSources()
    {
        var tts = await EvaluateAsync();

        tts.Packages.ShouldNotContain("Microsoft.ML.OnnxRuntime.Gpu");
        tts.Projects.ShouldBe(["../../eng/onnxruntime/Microsoft.ML.OnnxRuntime.csproj"]);
        tts.LockFile.ShouldNotContain("obj");
    }

    [Fact]
    public async Task Tts_WithTheSwitch_TakesMicrosoftsPackageAndLeavesTheLockFilesAlone()
    {
        var tts = await EvaluateAsync("-p:OnnxRuntime=NuGet");

        tts.Packages.ShouldContain("Microsoft.ML.OnnxRuntime.Gpu");
        tts.Projects.ShouldBeEmpty();
        tts.LockFile.ShouldContain("obj/packages.onnxruntime-nuget.lock.json");
    }

    [Fact]
    public async Task Build_WithoutTheSetUp_NamesTheCommandToRun()
    {
        var (code, output) = await RunAsync("msbuild", "src/Tts", "-t:CheckOnnxRuntime", "-p:OnnxRuntimeFolder=/nowhere/", "-nodeReuse:false");

        code.ShouldNotBe(0);
        output.ShouldContain("Run eng/setup.sh");
    }

    private static async Task<(string[] Packages, string[] Projects, string LockFile)> EvaluateAsync(params string[] switches)
    {
        string[] arguments = ["msbuild", "src/Tts", "-getItem:PackageReference", "-getItem:ProjectReference", "-getProperty:NuGetLockFilePath", "-nodeReuse:false", .. switches];
        var (code, output) = await RunAsync(arguments);
        code.ShouldBe(0, output);

        using var answer = JsonDocument.Parse(output);
        return (Identities(answer, "PackageReference"), Identities(answer, "ProjectReference"),
            answer.RootElement.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString()!);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static string[] Identities(JsonDocument answer, string item) =>
        [.. answer.RootElement.GetProperty("Items").GetProperty(item).EnumerateArray().Select(reference => reference.GetProperty("Identity").GetString()!)];
}
