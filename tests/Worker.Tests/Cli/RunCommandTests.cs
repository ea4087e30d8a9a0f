using System.Net;
using System.Net.Sockets;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Tests.Cli;

public class RunCommandTests
{
    private const string Show = """
        {"after":0,"type":"chat","id":"a","viewer":"Ann","message":"good evening"}
        {"after":0,"type":"chat","id":"b","viewer":"Bo","message":"!discord"}
        {"after":0,"type":"raid","id":"c","viewer":"Cid","viewers":42}
        """;

    [Fact]
    public async Task Run_OfARehearsal_SpeaksItAndEndsWhenIdle()
    {
        var sink = new RecordingSink();
        using var run = NewRun(sink);
        var file = run.Folder.Write("show.jsonl", Show);

        await run.RunAsync("run", "--rehearse", file, "--speed", "0", "--exit-when-idle", "--port", "0", "--voice", "fake:one", "--no-console").WaitAsync(TimeSpan.FromSeconds(60));

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        sink.HeardDuration.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        run.Output.ShouldContain("good evening");
        File.Exists(run.Folder.Combine("data/token")).ShouldBeTrue();
        File.Exists(run.Folder.Combine("data/address")).ShouldBeFalse("the address file goes with the worker");
    }

    [Fact]
    public async Task Run_OnATakenPort_NamesTheKeyAndTheCure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var run = NewRun(new RecordingSink());
        var file = run.Folder.Write("show.jsonl", Show);

        await run.RunAsync("run", "--rehearse", file, "--port", $"{((IPEndPoint)other.LocalEndpoint).Port}", "--voice", "fake:one").WaitAsync(TimeSpan.FromSeconds(60));

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("Api:Port");
        run.Error.ShouldContain("--port");
        run.Error.ShouldNotContain("BackgroundService", Case.Sensitive, "what had started is stopped, not torn down");
    }

    [Fact]
    public async Task Run_WithAWrongSink_IsMisuse()
    {
        using var run = new CommandRun();

        await run.RunAsync("run", "--sink", "loud", "--port", "0").WaitAsync(TimeSpan.FromSeconds(60));

        run.ExitCode.ShouldBe(ExitCodes.Misused, run.Error);
        run.Error.ShouldContain("loud");
    }

    [Fact]
    public void Settings_OfACommandLine_BecomeKeys()
    {
        var keys = new RunSettings { Host = new WorkerHostSettings(), Twitch = "somebody", Sinks = ["null", "wav:x.wav"], Speed = 2.5, Urls = "http://[::1]:8000", NoConsole = true }.ToOverrides();

        keys["Twitch:Channel"].ShouldBe("somebody");
        keys["Rehearsal:File"].ShouldBe("");
        keys["Rehearsal:Speed"].ShouldBe("2.5");
        keys["Outputs:Sinks:1"].ShouldBe("wav:x.wav");
        keys["Api:Address"].ShouldBe("::1");
        keys["Api:Port"].ShouldBe("8000");
        keys["Console:View"].ShouldBe("Plain");
    }

    [Fact]
    public async Task Record_OfASource_WritesAFileThatCanBeRehearsed()
    {
        using var run = new CommandRun
        {
            ConfigureServices = services =>
            {
                services.RemoveAll<IEventSource>();
                services.AddSingleton<IEventSource>(new FixedSource());
            },
        };
        var file = run.Folder.Combine("recorded.jsonl");

        await run.RunAsync("record", "somebody", file);
        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("2 events recorded");
        await run.RunAsync("rehearse", file, "--dry-run", "--json");

        run.Output.ShouldContain("\"text\":\"first\"");
        run.Output.ShouldContain("\"text\":\"second\"");
    }

    [Fact]
    public async Task Record_WithCount_EndsAfterThatMany()
    {
        using var run = new CommandRun
        {
            ConfigureServices = services => services.RemoveAll<IEventSource>().AddSingleton<IEventSource>(new FixedSource()),
        };

        await run.RunAsync("record", "--twitch", "somebody", run.Folder.Combine("recorded.jsonl"), "--count", "1");

        run.Output.ShouldContain("1 events recorded");
    }

    private static CommandRun NewRun(RecordingSink sink) => new()
    {
        ConfigureServices = services =>
        {
            services.RemoveAll<ISpeechEngine>().AddSingleton<ISpeechEngine>(new FakeSynthesizer());
            services.RemoveAll<IAudioSink>().AddSingleton<IAudioSink>(sink);
        },
    };

    private sealed class FixedSource : IEventSource
    {
        public string Name => "fixed:x";

        public SourceHealth Health => new(SourceState.Ended, DateTimeOffset.UnixEpoch, null, "");

        public async IAsyncEnumerable<StreamEvent> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var text in new[] { "first", "second" })
            {
                yield return new ChatMessage { Id = text, Source = "fixed", At = DateTimeOffset.UnixEpoch, Viewer = new Viewer("1", "ann", "Ann"), Message = MessageText.Plain(text) };
            }
        }
    }
}
