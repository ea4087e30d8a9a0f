using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Cli.Bench;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Cli.Bench;

public class BenchCommandTests
{
    [Fact]
    public async Task Bench_OfAnEngine_WritesWhatItMeasured()
    {
        using var run = NewRun(new FakeSynthesizer());
        var json = run.Folder.Combine("report.json");

        await run.RunAsync("bench", "--engine", "fake", "--runs", "2", "--json", json);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("RTF mean");
        var report = JsonSerializer.Deserialize(await File.ReadAllTextAsync(json), CliJsonContext.Readable.BenchReport)!;
        report.Groups.Select(group => group.Class).ShouldBe(["short", "medium", "long", "technical", "emotional"]);
        report.Groups.ShouldAllBe(group => group.Samples >= 2 && group.Rtf != null && group.SynthesisMs.Best > 0 && group.TtfaMs.P50 <= group.SynthesisMs.P95);
        report.Groups.ShouldAllBe(group => group.Variant.Engine == "fake");
        report.CeilingGflopPerSecond().ShouldBe(140);
        report.Memory.Single().PeakMegabytes.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Bench_OfAudioThatIsNotTheText_RefusesTheRtf()
    {
        using var run = NewRun(new FakeSynthesizer { WordDuration = TimeSpan.FromSeconds(2) });
        var json = run.Folder.Combine("report.json");

        await run.RunAsync("bench", "--engine", "fake", "--classes", "short", "--runs", "1", "--json", json);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("refused");
        run.Output.ShouldContain("would mislead");
        JsonNode.Parse(await File.ReadAllTextAsync(json))!["groups"]![0]!["rtf"].ShouldBeNull();
    }

    [Fact]
    public async Task Bench_OfAVoiceWithAProblem_TellsItWithTheNumbers()
    {
        using var run = NewRun(new FakeSynthesizer { VoiceProblems = ["The transcript is too short."] });
        var json = run.Folder.Combine("report.json");

        await run.RunAsync("bench", "--engine", "fake", "--classes", "short", "--runs", "1", "--json", json);

        run.Output.ShouldContain("The transcript is too short.");
        JsonNode.Parse(await File.ReadAllTextAsync(json))!["warnings"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.000001, ExitCodes.Failed)]
    [InlineData(1000, ExitCodes.Done)]
    public async Task Bench_AgainstABaseline_FailsOnlyWhenSlower(double rtfOfBaseline, int expected)
    {
        using var run = NewRun(new FakeSynthesizer());
        var baseline = run.Folder.Combine("before.json");
        await run.RunAsync("bench", "--engine", "fake", "--classes", "medium", "--runs", "1", "--json", baseline);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(baseline))!;
        report["groups"]![0]!["rtf"]!["best"] = rtfOfBaseline;
        report["groups"]![0]!["ttfaMs"]!["best"] = 1e6;
        await File.WriteAllTextAsync(baseline, report.ToJsonString());

        await run.RunAsync("bench", "--engine", "fake", "--classes", "medium", "--runs", "1", "--baseline", baseline, "--max-regression", "5%");

        run.ExitCode.ShouldBe(expected, run.Error);
        run.Error.Contains("Slower than", StringComparison.Ordinal).ShouldBe(expected == ExitCodes.Failed);
    }

    [Fact]
    public async Task Bench_WithABaselineOfOtherTexts_FailsInsteadOfPassingUnseen()
    {
        using var run = NewRun(new FakeSynthesizer());
        var baseline = run.Folder.Combine("before.json");
        await run.RunAsync("bench", "--engine", "fake", "--classes", "short", "--runs", "1", "--json", baseline);

        await run.RunAsync("bench", "--engine", "fake", "--classes", "medium", "--runs", "1", "--baseline", baseline);

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("nothing could be compared");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"format":99,"groups":[],"ceiling":[]}""")]
    public async Task Bench_WithABaselineThatIsNone_SaysSoBeforeItMeasures(string content)
    {
        var engine = new FakeSynthesizer();
        using var run = NewRun(engine);
        var baseline = run.Folder.Write("before.json", content);

        await run.RunAsync("bench", "--engine", "fake", "--baseline", baseline);

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("before.json");
        engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bench_AsHtml_IsWellFormedAndNeedsNothingFromOutside()
    {
        using var run = NewRun(new FakeSynthesizer());
        var html = run.Folder.Combine("report.html");
        var texts = run.Folder.Write("texts", "<b>&odd\": This one has <tags> & \"quotes\" in it\n");

        await run.RunAsync("bench", "--engine", "fake", "--texts", texts, "--runs", "2", "--html", html);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        var text = await File.ReadAllTextAsync(html);
        var page = XDocument.Parse(text.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        page.Descendants().Count(element => element.Name.LocalName == "svg").ShouldBeGreaterThanOrEqualTo(3);
        page.Descendants().Select(element => element.Name.LocalName).ShouldNotContain("script");
        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href").ShouldBeEmpty();
        page.Descendants().Where(element => element.Name.LocalName == "td").ShouldContain(cell => cell.Value == "<b>&odd\"");
    }

    [Fact]
    public async Task Bench_WithSeveralNfe_AsksForEachAndComparesThem()
    {
        var engine = new FakeSynthesizer { Engine = "f5", Voices = [new("mine", "f5", "one", "en")] };
        using var run = NewRun(engine);
        var json = run.Folder.Combine("report.json");

        await run.RunAsync("bench", "--engine", "f5", "--classes", "short", "--nfe", "7,6", "--runs", "1", "--json", json);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        engine.Requests.Select(request => request.NfeStep).Distinct().ShouldBe([7, 6]);
        JsonNode.Parse(await File.ReadAllTextAsync(json))!["groups"]!.AsArray().Select(group => (int)group!["variant"]!["nfe"]!).ShouldBe([7, 6]);
    }

    [Fact]
    public async Task Bench_WhenTheEngineFails_TellsItAndWritesNothing()
    {
        using var run = NewRun(new FakeSynthesizer { BeforeChunk = (_, _, _) => throw new SynthesisException("out-of-memory", "No room.") });
        var json = run.Folder.Combine("report.json");

        await run.RunAsync("bench", "--engine", "fake", "--json", json);

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("No room.");
        File.Exists(json).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Bench_OfRandomWeights_MakesTheModelsOnceAndMeasuresTheRealEngine()
    {
        await using (EspeakTestEngine.Require())
        {
            // Skipped above where eSpeak NG, which speaks the clip, is missing.
        }

        using var run = NewRun(new FakeSynthesizer());
        var json = run.Folder.Combine("report.json");
        var texts = run.Folder.Write("texts", "short: Thank you for the follow, my friend.");

        await run.RunAsync("bench", "--random-weights", "tiny", "--precision", "fp32,int8", "--nfe", "3", "--texts", texts, "--runs", "1", "--json", json);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("the sound is noise");
        var report = JsonSerializer.Deserialize(await File.ReadAllTextAsync(json), CliJsonContext.Readable.BenchReport)!;
        report.Groups.Select(group => group.Variant.Title).ShouldBe(["f5 fp32 NFE 3 Cpu random tiny", "f5 int8 NFE 3 Cpu random tiny"]);
        report.Groups.ShouldAllBe(group => group.Rtf != null && group.GflopPerSecond > 0 && group.OfCeiling > 0);
        Directory.GetFileSystemEntries(run.Folder.Combine("data/bench")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["clip.wav", "random-tiny-fp32", "random-tiny-fp32.made-by", "random-tiny-int8", "random-tiny-int8.made-by", "voices.json"]);
    }

    [Theory]
    [InlineData(new[] { "--engine", "espeak", "--nfe", "7" }, "are for the engine f5")]
    [InlineData(new[] { "--engine", "espeak", "--precision", "int8" }, "are for the engine f5")]
    [InlineData(new[] { "--engine", "espeak", "--random-weights", "tiny" }, "is for the engine f5")]
    [InlineData(new[] { "--engine", "f5" }, "has no voice")]
    [InlineData(new[] { "--engine", "fake", "--voice", "espeak:en-us" }, "not of fake")]
    public async Task Bench_OfWhatAnEngineHasNot_SaysSo(string[] arguments, string words)
    {
        using var run = NewRun(new FakeSynthesizer());

        await run.RunAsync(["bench", .. arguments]);

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain(words);
    }

    [Theory]
    [InlineData("--nfe", "0")]
    [InlineData("--nfe", "7,x")]
    [InlineData("--nfe", ",")]
    [InlineData("--precision", "fp64")]
    [InlineData("--provider", "vulkan")]
    [InlineData("--random-weights", "huge")]
    [InlineData("--max-regression", "some")]
    [InlineData("--runs", "0")]
    [InlineData("--engine", "absent")]
    [InlineData("--voice", "nobody")]
    [InlineData("--classes", "rude")]
    public async Task Bench_WithAWrongOption_SaysWhichAndWhatIsAllowed(string option, string value)
    {
        using var run = NewRun(new FakeSynthesizer());

        await run.RunAsync("bench", option, value);

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain(option is "--engine" or "--voice" or "--classes" ? value : option);
    }

    [Theory]
    [InlineData("5%", 0.05)]
    [InlineData(" 2.5 % ", null)]
    [InlineData("2.5", 0.025)]
    [InlineData("-1%", null)]
    [InlineData("1e9", null)]
    public void Percentage_OfAText_IsReadStrictly(string text, double? expected) => BenchCommand.ParsePercent(text).ShouldBe(expected);

    [Fact]
    public void GpuMemory_InNvidiasList_IsOurs()
    {
        ProcessMemory.ParseGpu("12, 100\n34, 200\n34, 50\n", 34).ShouldBe(250);
        ProcessMemory.ParseGpu("", 34).ShouldBeNull();
        ProcessMemory.ParseGpu("34, [N/A]\n", 34).ShouldBe(0);
    }

    private static CommandRun NewRun(FakeSynthesizer engine) => new()
    {
        ConfigureServices = services =>
        {
            services.AddSingleton<ISpeechEngine>(engine);
            services.AddSingleton<IGemmCeiling>(new FixedCeiling());
        },
    };

    private sealed class FixedCeiling : IGemmCeiling
    {
        public IReadOnlyList<GemmMeasurement> Measure(CancellationToken cancellationToken) => [new(2048, 2048, 2048, 140, 139)];
    }
}
