using System.Net.Sockets;
using System.Text.Json;
using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;
using IShowTts.Integrations.Twitch;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Speech;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Cli.Doctor;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Telemetry;
using IShowTts.Worker.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Cli;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private DataDirectory Data => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Configuration_WithErrors_IsOneFindingEach() =>
        (await FindAsync(new ConfigurationDoctorCheck("x.json", [new("x.json", "A:B", "is wrong."), new("x.json", "A:C", "is wrong too.")])))
            .Select(finding => finding.Level).ShouldBe([FindingLevel.Error, FindingLevel.Error]);

    [Fact]
    public async Task Database_ThatIsDamaged_IsAnErrorAndStaysAsItIs()
    {
        File.WriteAllText(Data.QueueFile, new string('x', 5_000));

        var finding = (await FindAsync(new DatabaseDoctorCheck(Data))).Single();

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Cure!.ShouldContain("mv ");
        File.ReadAllText(Data.QueueFile).ShouldBe(new string('x', 5_000));
    }

    [Fact]
    public async Task Database_ThatIsNotThereYet_IsWellAndNotMade()
    {
        (await FindAsync(new DatabaseDoctorCheck(Data))).Single().Level.ShouldBe(FindingLevel.Ok);

        File.Exists(Data.QueueFile).ShouldBeFalse();
    }

    [Fact]
    public async Task DataDirectory_ThatIsAFile_IsAnError() =>
        (await FindAsync(new DataDirectoryDoctorCheck(new DataDirectory(folder.Write("file", ""))))).Single().Level.ShouldBe(FindingLevel.Error);

    [Fact]
    public async Task DataDirectory_WithADamagedToken_NamesTheFile()
    {
        File.WriteAllText(Data.TokenFile, "x");

        var finding = (await FindAsync(new DataDirectoryDoctorCheck(Data))).Single();

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Cure.ShouldBe($"rm {Data.TokenFile}");
    }

    [Theory]
    [InlineData(10, "Error")]
    [InlineData(200, "Warning")]
    [InlineData(5_000, "Ok")]
    public async Task Disk_ByItsRoom_IsJudged(long megabytes, string level) =>
        (await FindAsync(new DiskSpaceDoctorCheck("x", _ => megabytes * 1024 * 1024))).Single().Level.ShouldBe(Enum.Parse<FindingLevel>(level));

    [Fact]
    public void Disk_OfAFolderThatIsNotThere_IsThatAboveIt() =>
        DiskSpaceDoctorCheck.FreeBytesOf(folder.Combine("not/there")).ShouldBeGreaterThan(0);

    [Fact]
    public async Task Engine_ThatSpeaks_IsWell() =>
        (await FindAsync(Engine(new FakeSynthesizer()))).Single().Level.ShouldBe(FindingLevel.Ok);

    [Fact]
    public async Task Engine_ThatIsMissing_SaysWhatToInstall()
    {
        var engine = new FakeSynthesizer { BeforeChunk = (_, _, _) => throw new SynthesisException("engine-missing", "No library.") };

        var finding = (await FindAsync(Engine(engine))).Single();

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Cure!.ShouldContain("apt-get install");
    }

    [Fact]
    public async Task Engine_ThatHangs_IsAFindingAfterAWhile()
    {
        var time = new FakeTimeProvider();
        var engine = new FakeSynthesizer { BeforeChunk = async (_, _, token) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token) };

        var report = DoctorCommand.RunAsync([Engine(engine)], time, CancellationToken.None);
        while (!report.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }

        (await report).Findings.Single().Message.ShouldContain("No answer within 20 s");
    }

    [Fact]
    public async Task Voices_WithProblems_AreOneFindingEach() =>
        (await FindAsync(new VoicesDoctorCheck(_ => new(["a is wrong", "b is wrong"])))).Count.ShouldBe(2);

    [Theory]
    [InlineData(true, "Ok")]
    [InlineData(false, "Error")]
    public async Task Audio_ByTheToneOnTheMonitor_IsJudged(bool heard, string level)
    {
        var asked = new List<string>();
        var check = new AudioDoctorCheck(["device:mine", "null"], _ => new(new AudioDeviceList("fake 1", [])), (name, _) =>
        {
            asked.Add(name);
            return new(new DeviceProbeResult(heard, -20, 12, heard ? "" : "It is muted."));
        });

        var findings = await FindAsync(check);

        asked.ShouldBe(["mine"]);
        findings[^1].Level.ShouldBe(Enum.Parse<FindingLevel>(level));
    }

    [Fact]
    public async Task Audio_WithoutAServer_SaysWhatToDo()
    {
        var check = new AudioDoctorCheck(["device:mine"], _ => throw new AudioSinkException("server-gone", "No server."), (_, _) => throw new InvalidOperationException());

        (await FindAsync(check)).Single().Cure!.ShouldContain("pulseaudio");
    }

    [Fact]
    public async Task Audio_WithoutADevice_AsksNobody() =>
        (await FindAsync(new AudioDoctorCheck(["null"], _ => throw new InvalidOperationException(), (_, _) => throw new InvalidOperationException()))).Single().Level.ShouldBe(FindingLevel.Ok);

    [Fact]
    public async Task Clock_InThePast_IsAnError() =>
        (await FindAsync(new ClockDoctorCheck(new FakeTimeProvider(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), () => null))).Single().Level.ShouldBe(FindingLevel.Error);

    [Theory]
    [InlineData(0, "Ok")]
    [InlineData(60, "Warning")]
    [InlineData(-60, "Warning")]
    public async Task Clock_ComparedWithTheDisk_IsJudged(int seconds, string level)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

        (await FindAsync(new ClockDoctorCheck(time, () => time.GetUtcNow().AddSeconds(seconds)))).Single().Level.ShouldBe(Enum.Parse<FindingLevel>(level));
    }

    [Fact]
    public async Task Network_WithoutNames_IsAWarningOnly()
    {
        var failing = new NameResolutionDoctorCheck("wss://chat.example:443", (_, _) => Task.FromException<int>(new SocketException((int)SocketError.HostNotFound)));
        var finding = (await FindAsync(failing)).Single();

        finding.Level.ShouldBe(FindingLevel.Warning);
        finding.Message.ShouldContain("chat.example");
    }

    [Fact]
    public async Task Unicode_ThatDoesNothing_IsAnError()
    {
        (await FindAsync(new IcuDoctorCheck(text => text))).Single().Level.ShouldBe(FindingLevel.Error);
        (await FindAsync(new IcuDoctorCheck(IcuDoctorCheck.Platform))).Single().Level.ShouldBe(FindingLevel.Ok);
    }

    [Fact]
    public async Task Worker_ThatIsDead_IsAWarningWithTheCure()
    {
        File.WriteAllText(Data.AddressFile, "http://127.0.0.1:1");

        (await FindAsync(new RunningWorkerDoctorCheck(Data, () => true, "x"))).Single().Cure!.ShouldContain($"rm {Data.AddressFile}");
    }

    [Fact]
    public async Task Worker_ThatDoesNotRunWhileThePortIsTaken_IsAnError() =>
        (await FindAsync(new RunningWorkerDoctorCheck(Data, () => false, "127.0.0.1:7790 (Api:Port)"))).Single().Message.ShouldContain("Api:Port");

    [Fact]
    public async Task Worker_WithAStandIn_TellsWhichSinkCountsAndWhy()
    {
        await using var host = await ApiHost.StartAsync(configure: static services => services.AddSingleton<ISinkReports>(new StandIn()));

        (await FindAsync(new RunningWorkerDoctorCheck(host.Directory, () => false, "x"))).Single().Message.ShouldEndWith(" The sink that counts is spare: It stands in for discord:main.");
    }

    [Fact]
    public async Task Worker_ThatRuns_TellsHowItIs()
    {
        await using var host = await ApiHost.StartAsync();

        var finding = (await FindAsync(new RunningWorkerDoctorCheck(host.Directory, () => false, "x"))).Single();

        finding.Level.ShouldBe(FindingLevel.Ok);
        finding.Message.ShouldContain("is ok");
    }

    [Fact]
    public async Task Onnx_OnTheProcessor_IsWellAndTellsWhyNothingFasterIsUsed()
    {
        var report = new OnnxReport("1.29.0", OnnxProvider.Cpu, [new(OnnxProvider.Cuda, "No driver.", "Install one.")], 2, "");

        var findings = await FindAsync(new OnnxDoctorCheck(() => report, OnnxProvider.Auto));

        findings.ShouldAllBe(finding => finding.Level == FindingLevel.Ok);
        findings[0].Message.ShouldBe("ONNX Runtime 1.29.0 runs models on Cpu (2 threads).");
        findings[1].ShouldBe(new Finding("onnx", FindingLevel.Ok, "Cuda is not used: No driver.", "Install one."));
    }

    [Fact]
    public async Task Onnx_ThatRunsNowhere_IsAnErrorWithItsReason()
    {
        var report = new OnnxReport("1.29.0", null, [], 2, "Tts:Onnx:Provider is Cuda, which cannot be used here.");

        var finding = (await FindAsync(new OnnxDoctorCheck(() => report, OnnxProvider.Cuda))).Single();

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Message.ShouldBe(report.Problem);
        finding.Cure!.ShouldContain("Tts:Onnx:Provider");
    }

    [Fact]
    public async Task Chinese_InstalledOrNot_IsWellAndTellsHowToGetIt()
    {
        var there = (await FindAsync(new ChineseDoctorCheck(() => "/somewhere/chinese"))).Single();
        var missing = (await FindAsync(new ChineseDoctorCheck(() => null))).Single();

        (there.Level, missing.Level).ShouldBe((FindingLevel.Ok, FindingLevel.Ok));
        there.Message.ShouldContain("/somewhere/chinese");
        missing.Cure!.ShouldContain("setup --chinese");
    }

    [Fact]
    public async Task Ffmpeg_MissingOrWithoutAnEncoder_IsTold()
    {
        Task<IReadOnlySet<string>> List(params string[] names) => Task.FromResult<IReadOnlySet<string>>(names.ToHashSet());

        var missing = (await FindAsync(new FfmpegDoctorCheck(() => null, (_, _) => List()))).Single();
        var poor = (await FindAsync(new FfmpegDoctorCheck(() => "/opt/ffmpeg", (_, _) => List("libopus", "aac", "flac")))).Single();
        var whole = (await FindAsync(new FfmpegDoctorCheck(() => "/opt/ffmpeg", (_, _) => List("libmp3lame", "libopus", "aac", "flac")))).Single();
        var broken = (await FindAsync(new FfmpegDoctorCheck(() => "/opt/ffmpeg", (_, _) => throw new SpeechEncodingException("It could not be started.")))).Single();

        (missing.Level, poor.Level, whole.Level, broken.Level).ShouldBe((FindingLevel.Ok, FindingLevel.Warning, FindingLevel.Ok, FindingLevel.Warning));
        missing.Cure!.ShouldContain("Api:Ffmpeg");
        poor.Message.ShouldContain("mp3 (libmp3lame)");
        whole.Message.ShouldBe("/opt/ffmpeg writes mp3, opus, aac, flac.");
    }

    [SkippableFact]
    public async Task Ffmpeg_OfThisMachine_ListsItsEncoders()
    {
        var program = new FfmpegProgram(Microsoft.Extensions.Options.Options.Create(new ApiOptions())).Find();
        Skip.If(program is null, "ffmpeg is not installed; eng/setup.sh --tests installs it.");

        var encoders = await FfmpegDoctorCheck.ListEncodersAsync(program!, TimeProvider.System, CancellationToken.None);

        encoders.ShouldContain("flac");
    }

    [Fact]
    public async Task Check_ThatBreaks_IsAFindingAndTheOthersGoOn()
    {
        var report = await DoctorCommand.RunAsync([new VoicesDoctorCheck(_ => throw new InvalidOperationException("boom")), new IcuDoctorCheck(IcuDoctorCheck.Platform)], TimeProvider.System, CancellationToken.None);

        report.IsWell.ShouldBeFalse();
        report.Findings.Select(finding => finding.Level).ShouldBe([FindingLevel.Error, FindingLevel.Ok]);
    }

    [Fact]
    public async Task Command_WithAWrongConfiguration_StillChecksTheRest()
    {
        using var run = new CommandRun
        {
            ConfigureServices = services =>
            {
                // Loopback only, and no sound server is started by this test.
                services.PostConfigure<TwitchOptions>(options => options.IrcUrl = "ws://localhost:1");
                services.RemoveAll<IAudioSink>().AddSingleton<IAudioSink>(new RecordingSink("null"));
            },
        };
        run.Folder.Write("ishowtts.json", """{ "Api": { "Prot": 1 } }""");

        await run.RunAsync("doctor", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("isWell").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("check").GetString()).Distinct()
            .ShouldBe(["configuration", "data-directory", "database", "redemptions", "disk", "engine", "onnx", "chinese", "ffmpeg", "voices", "audio", "clock", "network", "twitch", "donations", "discord", "unicode", "worker"]);
    }

    [Fact]
    public async Task Command_WithOutputsThatOnlyARunningWorkerHas_LooksAtTheRest()
    {
        using var run = new CommandRun { ConfigureServices = static services => services.PostConfigure<TwitchOptions>(options => options.IrcUrl = "ws://localhost:1") };
        run.Folder.Write("ishowtts.json", """
            {
              "Outputs": { "Sinks": [ "overlay", "discord:talk" ] },
              "Discord": { "Channels": { "talk": { "GuildId": "200000000000000001", "ChannelId": "210000000000000001" } } }
            }
            """);

        await run.RunAsync("doctor", "--json");

        using var json = JsonDocument.Parse(run.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToLookup(finding => finding.GetProperty("check").GetString(), finding => finding.GetProperty("message").GetString());
        findings["audio"].ShouldBe(["No device is configured; the sound goes to overlay, discord:talk."]);
        findings["discord"].ShouldBe(["Outputs:Sinks names a Discord channel, but the bot is off."]);
    }

    private static EngineDoctorCheck Engine(FakeSynthesizer engine) => new(engine, () => engine.Voices[0], TimeProvider.System);

    private static async Task<IReadOnlyList<Finding>> FindAsync(IDoctorCheck check)
    {
        var findings = await check.CheckAsync(CancellationToken.None);
        findings.ShouldAllBe(finding => finding.Check == check.Name && (finding.Level == FindingLevel.Ok || finding.Cure != null));
        return findings;
    }

    private sealed class StandIn : ISinkReports
    {
        public IReadOnlyList<SinkReport> Sinks =>
            [new("discord:main", false, "Nobody is in Talk.") { IsIdle = true, IsRequired = true }, new("spare", true, "It stands in for discord:main.") { Counts = true }];
    }
}
