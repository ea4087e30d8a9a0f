using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>eng/onnxruntime/fetch.sh, run in a copy of eng/ with an npm that hands out packages of ours.</summary>
public sealed class OnnxRuntimeFetchTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly string clone;

    public OnnxRuntimeFetchTests()
    {
        clone = Path.Combine(folder.Path, "clone");
        foreach (var file in new[] { "eng/lib.sh", "eng/onnxruntime/fetch.sh" })
        {
            var copy = Path.Combine(clone, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }
    }

    private string Installed => Path.Combine(clone, "artifacts/onnxruntime/9.9.9");

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Fetch_OfTheCore_KeepsWhatIsNeededAndAsksNpmOnce()
    {
        Offer("core", Package("package/LICENSE", "package/Runtime/A.cs", "package/Runtime/A.cs.meta", "package/ThirdPartyNotices.txt",
            "package/Plugins/Linux/x64/libonnxruntime.so", "package/Plugins/Windows/x64/onnxruntime.dll", "package/Plugins/Android/big.aar"));

        (await FetchAsync("core")).Code.ShouldBe(0);
        (await FetchAsync("core")).Code.ShouldBe(0);

        FilesOf(Installed).ShouldBe(
            ["LICENSE.core", "ThirdPartyNotices.txt", "core.fetched", "linux-x64/libonnxruntime.so", "managed/.editorconfig", "managed/A.cs", "win-x64/onnxruntime.dll"]);
        File.ReadAllLines(Path.Combine(folder.Path, "asked")).ShouldBe(["pack test.core@9.9.9"]);
    }

    [SkippableFact]
    public async Task Fetch_OfTheGpuPart_LiesBesideTheCore()
    {
        Offer("gpu", Package("package/LICENSE", "package/Plugins/Linux/x64/libonnxruntime_providers_cuda.so"));

        (await FetchAsync("gpu")).Code.ShouldBe(0);

        FilesOf(Installed).ShouldBe(["LICENSE.gpu", "gpu.fetched", "linux-x64/libonnxruntime_providers_cuda.so"]);
    }

    [SkippableFact]
    public async Task Fetch_OfAnotherPackageThanTheNamedOne_InstallsNothing()
    {
        Offer("core", Package("package/LICENSE"), sum: new string('0', 128));

        var (code, words) = await FetchAsync("core");

        code.ShouldBe(1);
        words.ShouldContain("sha512");
        FilesOf(Installed).ShouldBeEmpty();
        Directory.GetDirectories(Path.Combine(clone, "artifacts")).ShouldBe([Path.Combine(clone, "artifacts/onnxruntime")]);
    }

    private static byte[] Package(params string[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            foreach (var file in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file)) });
            }
        }

        return bytes.ToArray();
    }

    private static string[] FilesOf(string path) => !Directory.Exists(path) ? []
        : [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(path, file)).Order(StringComparer.Ordinal)];

    // Names the package in packages.txt, and puts an npm on the path that copies it to where it is asked to.
    private void Offer(string part, byte[] package, string? sum = null)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "The set-up is for Linux with bash.");
        sum ??= Convert.ToHexStringLower(SHA512.HashData(package));
        File.WriteAllText(Path.Combine(clone, "eng/onnxruntime/packages.txt"), part == "core" ? $"core test.core 9.9.9 {sum}\n" : $"core test.core 9.9.9 none\n{part} test.{part} 9.9.9 {sum}\n");
        File.WriteAllBytes(Path.Combine(folder.Path, "package.tgz"), package);
        var npm = Path.Combine(folder.Path, "bin/npm");
        Directory.CreateDirectory(Path.GetDirectoryName(npm)!);
        File.WriteAllText(npm, $$"""
            #!/bin/bash
            echo "$1 $2" >> "{{folder.Path}}/asked"
            cp "{{folder.Path}}/package.tgz" "${@: -1}/test.{{part}}-9.9.9.tgz"

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private async Task<(int Code, string Words)> FetchAsync(string part)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(clone, "eng/onnxruntime/fetch.sh"), part]) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PATH"] = $"{folder.Path}/bin:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var words = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, words);
    }
}
