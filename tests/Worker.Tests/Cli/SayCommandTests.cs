using System.Text.Json;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Cli;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Tests.Cli;

public class SayCommandTests
{
    [Fact]
    public async Task Say_IntoAFile_WritesAWavOfTheLengthItTells()
    {
        using var run = NewRun(new FakeSynthesizer());
        var file = run.Folder.Combine("hello.wav");

        await run.RunAsync("say", "one two three four", "--voice", "fake:one", "--out", file, "--json");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(["voice", "engine", "characters", "ttfaMs", "synthMs", "audioMs", "rtf", "target"]);
        var audioMs = json.RootElement.GetProperty("audioMs").GetDouble();
        audioMs.ShouldBeGreaterThanOrEqualTo(1_000);
        (new FileInfo(file).Length - 44).ShouldBeInRange((long)(audioMs * 96) - 200, (long)(audioMs * 96) + 200);
    }

    [Fact]
    public async Task Say_ToStandardOutput_WritesNothingButTheSound()
    {
        using var run = NewRun(new FakeSynthesizer());

        await run.RunAsync("say", "one two", "--voice", "fake:one", "--out", "-");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8).ShouldBeTrue();
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("s of speech");
    }

    [Fact]
    public async Task Say_WithoutAFile_PlaysIntoTheConfiguredSink()
    {
        var sink = new RecordingSink();
        using var run = NewRun(new FakeSynthesizer(), sink);

        await run.RunAsync("say", "one two three four", "--voice", "fake:one");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        sink.HeardDuration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        sink.Drains.ShouldBe(1);
    }

    [Fact]
    public async Task Say_EndedWhileItSpeaks_FadesOut()
    {
        var sink = new RecordingSink();
        using var stop = new CancellationTokenSource();
        var engine = new FakeSynthesizer { BeforeChunk = (_, chunk, _) => chunk == 3 ? new ValueTask(stop.CancelAsync()) : default };
        using var run = NewRun(engine, sink);

        await run.RunAsync(stop.Token, "say", "one two three four", "--voice", "fake:one");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        sink.Fades.ShouldBe(1);
        AudioChunk.LiveCount.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Say_InAnUnknownVoice_IsMisuse()
    {
        using var run = await NewRun(new FakeSynthesizer()).RunAsync("say", "hi", "--voice", "nobody");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("ishowtts voices");
    }

    [Fact]
    public async Task Say_WithABrokenEngine_SaysTheCure()
    {
        var engine = new FakeSynthesizer { BeforeChunk = (_, _, _) => throw new SynthesisException("engine-missing", "Install libespeak-ng1.") };
        using var run = await NewRun(engine, new RecordingSink()).RunAsync("say", "hi", "--voice", "fake:one");

        run.ExitCode.ShouldBe(ExitCodes.SetUpNeeded);
        run.Error.ShouldContain("Install libespeak-ng1.");
    }

    [Fact]
    public async Task Say_IntoAFolderThatIsNotThere_SaysSo()
    {
        using var run = NewRun(new FakeSynthesizer());

        await run.RunAsync("say", "hi", "--voice", "fake:one", "--out", run.Folder.Combine("no/such/file.wav"));

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("cannot be written");
    }

    [Theory]
    [InlineData("loud")]
    [InlineData("wav:")]
    public async Task Say_IntoSomethingThatIsNoSink_IsMisuse(string sink)
    {
        using var run = await NewRun(new FakeSynthesizer()).RunAsync("say", "hi", "--voice", "fake:one", "--sink", sink);

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("--sink");
    }

    [Fact]
    public async Task Voices_OfOneEngine_AreListed()
    {
        using var run = await NewRun(new FakeSynthesizer()).RunAsync("voices", "--engine", "fake", "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateArray().Select(voice => voice.GetProperty("name").GetString()).ShouldBe(["fake-one", "fake-two"]);
    }

    [Fact]
    public async Task Voices_OfAnUnknownEngine_IsMisuse()
    {
        using var run = await NewRun(new FakeSynthesizer()).RunAsync("voices", "--engine", "robot");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("There is no engine robot");
    }

    private static CommandRun NewRun(FakeSynthesizer engine, IAudioSink? sink = null) => new()
    {
        ConfigureServices = services =>
        {
            services.RemoveAll<ISpeechEngine>();
            services.AddSingleton<ISpeechEngine>(engine);
            if (sink is not null)
            {
                services.RemoveAll<IAudioSink>();
                services.AddSingleton(sink);
            }
        },
    };
}
