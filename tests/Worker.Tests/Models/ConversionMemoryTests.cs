using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Worker.Cli;
using Xunit.Abstractions;

namespace IShowTts.Worker.Tests.Models;

/// <summary>How much memory a conversion takes, told by a process of its own (the most it ever had, runtime included).</summary>
public sealed class ConversionMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const long Mebibyte = 1 << 20;

    /// <summary>The largest tensor of the full-size model: the AdaLN matrix of a block, [6144, 1024] in fp32.</summary>
    private const long LargestTensorBytes = 6144 * 1024 * 4;

    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("fp32")]
    public async Task Convert_OfACheckpointTenTimesAsLarge_TakesNoMoreThanATensorMore(string precision)
    {
        var small = await ConvertAsync(folder => SizedCheckpoint.Write(folder, dim: 512, depth: 1), precision);
        var large = await ConvertAsync(folder => SizedCheckpoint.Write(folder, dim: 512, depth: 24), precision);

        large.Checkpoint.Bytes.ShouldBeGreaterThan(8 * small.Checkpoint.Bytes);
        var more = large.Report.PeakMemoryBytes - small.Report.PeakMemoryBytes;
        more.ShouldBeLessThan((long)(1.5 * large.Checkpoint.LargestTensorBytes) + (64 * Mebibyte));
        large.Checkpoint.Bytes.ShouldBeGreaterThan(4 * ((long)(1.5 * large.Checkpoint.LargestTensorBytes) + (64 * Mebibyte)), "so that reading it whole would fail this test");
    }

    [Theory]
    [Trait("Category", "Full")]
    [InlineData("fp32")]
    [InlineData("fp16")]
    [InlineData("int8")]
    public async Task Convert_OfTheFullSize_StaysBelowItsBound(string precision)
    {
        var (_, report) = await ConvertAsync(
            folder =>
            {
                RandomCheckpoint.Write(folder, isFull: true, CancellationToken.None);
                return new SizedCheckpoint(new FileInfo(Path.Combine(folder, RandomCheckpoint.Transformer)).Length, LargestTensorBytes);
            },
            precision);

        output.WriteLine($"{precision}: {report.Bytes / 1e6:0} MB in {report.Seconds:0.0} s, peak {report.PeakMemoryBytes / Mebibyte} MiB");
        report.PeakMemoryBytes.ShouldBeLessThan((long)(1.5 * LargestTensorBytes) + 500_000_000);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(SizedCheckpoint Checkpoint, ModelConvertReport Report)> ConvertAsync(Func<string, SizedCheckpoint> write, string precision)
    {
        var folder = Directory.CreateDirectory(_folder.Combine($"{Guid.NewGuid():N}")).FullName;
        string At(string name) => Path.Combine(folder, name);
        var checkpoint = write(folder);
        using var process = WorkerProcess.Start(
            "models", "convert", "f5", "--checkpoint", At(RandomCheckpoint.Transformer), "--vocab", At(RandomCheckpoint.Vocabulary), "--vocoder", At(RandomCheckpoint.Vocoder),
            "--config", At(RandomCheckpoint.Config), "--precision", precision, "--out", At("out"), "--data-dir", At("data"), "--json");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var line = await process.ReadLineAsync(limit.Token);
        (await process.WaitAsync(limit.Token)).ShouldBe(ExitCodes.Done);
        Directory.Delete(At("out"), recursive: true);
        return (checkpoint, JsonSerializer.Deserialize(line!, CliJsonContext.Readable.ModelConvertReport)!);
    }
}
