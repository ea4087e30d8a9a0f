using IShowTts.Worker.Api;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Hosting;

public sealed class WorkerConfigurationTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{ "Queue": { "Capcity": 20 } }""", "Queue:Capcity: is not a known key; did you mean Queue:Capacity?")]
    [InlineData("""{ "Queu": { "Capacity": 20 } }""", "Queu: is not a known section; did you mean Queue?")]
    [InlineData("""{ "Zebra": 1 }""", "Zebra: is not a known section; remove it")]
    [InlineData("""{ "Queue": 5 }""", "Queue: is '5', but it must be a group of keys")]
    [InlineData("""{ "Queue": { "Capacity": "many" } }""", "Queue:Capacity: is 'many', but it must be a whole number.")]
    [InlineData("""{ "Queue": { "Capacity": 9 } }""", "Queue:Capacity: is 9, but it must be from 10 to 100000.")]
    [InlineData("""{ "Queue": { "Capacity": null } }""", "Queue:Capacity: is null")]
    [InlineData("""{ "Queue": { "Capacity": 20, "capacity": 30 } }""", "Queue:capacity: is there twice; keep one.")]
    [InlineData("""{ "Queue": { "OnInterrupted": "Replya" } }""", "Did you mean Replay?")]
    [InlineData("""{ "Queue": { "OnInterrupted": "1" } }""", "Queue:OnInterrupted: is '1', but it must be one of")]
    [InlineData("""{ "Api": { "AllowedHosts": "studio.lan" } }""", "Api:AllowedHosts: is 'studio.lan', but it must be a list")]
    [InlineData("""{ "Api": { "Address": "0.0.0.0" } }""", "set Api:AllowRemote to true")]
    [InlineData("""{ "Api": { "Address": "here" } }""", "Api:Address is 'here'")]
    [InlineData("""{ "Api": { "AllowedOrigins": ["localhost"] } }""", "Api:AllowedOrigins holds 'localhost'")]
    [InlineData("""[]""", "must hold one JSON object")]
    [InlineData("{\n  \"Queue\": {\n    \"Capacity\": }\n}", "is not valid JSON at line 3")]
    public void File_WithAMistake_IsRefusedWithItsPlace(string json, string expected)
    {
        var file = folder.Write("ishowtts.json", json);

        var error = Should.Throw<ConfigurationException>(() => Load(file));

        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void File_WithManyMistakes_TellsAllAtOnceWithTheFile()
    {
        var file = folder.Write("ishowtts.json", """{ "Queue": { "Capcity": 5, "HistoryDays": 0 }, "Api": { "Port": 70000, "KeepAliveSeconds": "x" } }""");

        var errors = Should.Throw<ConfigurationException>(() => Load(file)).Errors;

        errors.Select(error => error.Key).ShouldBe(["Api:KeepAliveSeconds", "Queue:Capcity"], ignoreOrder: true);
        errors.ShouldAllBe(error => error.Origin == file);
    }

    [Fact]
    public void File_ThatIsNotThere_IsNamed() =>
        Should.Throw<ConfigurationException>(() => Load(folder.Combine("nowhere.json"))).Message.ShouldContain("nowhere.json");

    [Fact]
    public void File_WithCommentsAndTrailingCommas_IsRead()
    {
        var file = folder.Write("ishowtts.json", """
            // mine
            { "Queue": { "Capacity": 20, /* small */ }, }
            """);

        Bind<QueueOptions>(Load(file)).Capacity.ShouldBe(20);
    }

    [Fact]
    public void Layers_FromFileToCommandLine_WinInOrder()
    {
        var file = folder.Write("ishowtts.json", """{ "Queue": { "Capacity": 20, "HistoryDays": 2, "MaxAttempts": 2 } }""");
        var configuration = WorkerConfiguration.Load(
            new WorkerHostSettings { ConfigFile = file, DataDirectory = folder.Path, Overrides = new Dictionary<string, string?> { ["Queue:Capacity"] = "40" } },
            new Dictionary<string, string> { ["Queue__Capacity"] = "30", ["QUEUE__HISTORYDAYS"] = "3" });

        var options = Bind<QueueOptions>(configuration);

        (options.Capacity, options.HistoryDays, options.MaxAttempts).ShouldBe((40, 3, 2));
    }

    [Fact]
    public void Environment_WithATypo_NamesTheVariable()
    {
        var error = Should.Throw<ConfigurationException>(() =>
            WorkerConfiguration.Load(new WorkerHostSettings { ConfigFile = folder.Write("ishowtts.json", "{}"), DataDirectory = folder.Path }, new Dictionary<string, string> { ["Queue__Capcity"] = "30" }));

        error.Message.ShouldContain("environment variable ISHOWTTS__Queue__Capcity");
        error.Message.ShouldContain("did you mean Queue:Capacity?");
    }

    [Fact]
    public void Lists_OfAHigherLayer_ReplaceTheWholeList()
    {
        var file = folder.Write("ishowtts.json", """{ "Api": { "AllowedHosts": ["a.lan", "b.lan", "c.lan"] } }""");
        var configuration = WorkerConfiguration.Load(
            new WorkerHostSettings { ConfigFile = file, DataDirectory = folder.Path, Overrides = new Dictionary<string, string?> { ["Api:AllowedHosts:0"] = "z.lan" } }, new Dictionary<string, string>());

        Bind<ApiOptions>(configuration).AllowedHosts.ShouldBe(["z.lan"]);
    }

    [Fact]
    public void Lists_WithDefaults_AreReplacedAndNotAddedTo()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Api:AllowedHosts:0"] = "z.lan" }).Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IConfigureOptions<ApiOptions>>(new ConfigureOptions<ApiOptions>(options => options.AllowedHosts = ["default.lan"]));
        services.AddSingleton(typeof(IConfigureOptions<>), typeof(ListDefaultsReset<>));
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IOptions<ApiOptions>>().Value.AllowedHosts.ShouldBe(["z.lan"]);
    }

    [Fact]
    public void Maps_AreMergedByName()
    {
        var file = folder.Write("ishowtts.json", """{ "Commands": { "Roles": { "skip": "Vip" } } }""");

        var errors = new List<ConfigurationError>();
        var options = (CommandOptions)ConfigurationCheck.Run(Load(file).Current, errors).Single(read => read.Options is CommandOptions).Options;

        errors.ShouldBeEmpty();
        options.Roles["skip"].ShouldBe(ViewerRole.Vip);
        options.Roles["pause"].ShouldBe(ViewerRole.Moderator);
    }

    [Fact]
    public void Reload_OfAGoodEdit_IsSeenByThoseWhoWatch()
    {
        var file = folder.Write("ishowtts.json", """{ "Queue": { "Capacity": 20 } }""");
        var configuration = Load(file);
        using var provider = Services(configuration);
        var monitor = provider.GetRequiredService<IOptionsMonitor<QueueOptions>>();
        monitor.CurrentValue.Capacity.ShouldBe(20);

        File.WriteAllText(file, """{ "Queue": { "Capacity": 30 } }""");
        configuration.TryApply().ShouldBeEmpty();

        monitor.CurrentValue.Capacity.ShouldBe(30);
    }

    [Theory]
    [InlineData("""{ "Queue": { "Capacity": 1 } }""")]
    [InlineData("""{ "Queue": { "Capac""")]
    [InlineData("")]
    public void Reload_OfABadEdit_KeepsTheOldValuesAndRaisesAnAlarm(string edit)
    {
        var file = folder.Write("ishowtts.json", """{ "Queue": { "Capacity": 20 } }""");
        var configuration = Load(file);
        using var provider = Services(configuration);
        var monitor = provider.GetRequiredService<IOptionsMonitor<QueueOptions>>();
        var alarms = new AlarmBoard(TimeProvider.System, NullLogger<AlarmBoard>.Instance);
        using var reloader = new ConfigurationReloader(configuration, TimeProvider.System, alarms, NullLogger<ConfigurationReloader>.Instance);

        File.WriteAllText(file, edit);
        reloader.Apply();
        var whileBad = (monitor.CurrentValue.Capacity, alarms.Current.Count);
        File.WriteAllText(file, """{ "Queue": { "Capacity": 30 } }""");
        reloader.Apply();

        whileBad.ShouldBe((20, 1));
        (monitor.CurrentValue.Capacity, alarms.Current.Count).ShouldBe((30, 0));
    }

    [Fact]
    public async Task Reload_OfAnEditedFile_HappensByItself()
    {
        var file = folder.Write("ishowtts.json", """{ "Queue": { "Capacity": 20 } }""");
        var configuration = Load(file);
        using var reloader = new ConfigurationReloader(
            configuration, TimeProvider.System, new AlarmBoard(TimeProvider.System, NullLogger<AlarmBoard>.Instance), NullLogger<ConfigurationReloader>.Instance);
        var applied = new TaskCompletionSource<IReadOnlyList<ConfigurationError>>(TaskCreationOptions.RunContinuationsAsynchronously);
        reloader.Applied += errors =>
        {
            // The file may be seen while it is still being written; what counts is that the whole of it is applied.
            if (errors.Count == 0)
            {
                applied.TrySetResult(errors);
            }
        };
        await reloader.StartAsync(CancellationToken.None);

        File.WriteAllText(file, """{ "Queue": { "Capacity": 30 } }""");
        var seen = await applied.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await reloader.StopAsync(CancellationToken.None);

        seen.ShouldBeEmpty();
        configuration.Current.Values["Queue:Capacity"].ShouldBe("30");
    }

    [Theory]
    [InlineData("Queue:Capacity", false)]
    [InlineData("Logging:LogLevel:Default", false)]
    [InlineData("Filters:BlockedWords:Words:0", false)]
    [InlineData("Intake:Chat:Enabled", false)]
    [InlineData("Text:Language", false)]
    [InlineData("Api:Port", true)]
    [InlineData("QueueX:Capacity", true)]
    [InlineData("Discord:Channels:main:GainDb", false)]
    [InlineData("Discord:Channels:main:ChannelId", true)]
    [InlineData("Discord:Channels", true)]
    public void RestartRule_OfAKey_SaysWhetherItWaits(string key, bool expected) => RestartRule.NeedsRestart(key).ShouldBe(expected);

    [Theory]
    [InlineData("Capcity", "Capacity")]
    [InlineData("capacity", "Capacity")]
    [InlineData("Cpaacity", "Capacity")]
    [InlineData("Elephant", null)]
    [InlineData("", null)]
    public void NearestKey_OfATypo_IsWhatWasMeant(string typed, string? expected) => NearestKey.Find(typed, ["Capacity", "Port"]).ShouldBe(expected);

    [Fact]
    public void NearestKey_OfAHugeWord_IsNone() => NearestKey.Find(new string('a', 100_000), ["Capacity"]).ShouldBeNull();

    [Fact]
    public void DataDirectory_AtTheFirstStart_IsMadeForTheOwnerOnly()
    {
        var directory = ConfigurationLocations.PrepareDataDirectory(folder.Combine("a/b"));

        Directory.Exists(directory.Root).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory.Root).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void DataDirectory_BelowAFile_IsRefusedWithTheCure() =>
        Should.Throw<ConfigurationException>(() => ConfigurationLocations.PrepareDataDirectory(Path.Combine(folder.Write("file", ""), "data"))).Message.ShouldContain("--data-dir");

    [Fact]
    public void Listing_OfSecrets_HidesThem()
    {
        var file = folder.Write("ishowtts.json", """{ "Twitch": { "Channel": "x", "Login": "me", "Token": "verysecret" } }""");

        var entries = ConfigurationListing.Of(Load(file));

        entries.Single(entry => entry.Key == "Twitch:Token").ShouldBe(new ConfigEntry("Twitch:Token", "(hidden)", file));
        entries.Single(entry => entry.Key == "Queue:Capacity").Origin.ShouldBe("default");
    }

    private static WorkerConfiguration Load(string file) => WorkerConfiguration.Load(new WorkerHostSettings { ConfigFile = file, DataDirectory = Path.GetDirectoryName(file) }, new Dictionary<string, string>());

    private static ServiceProvider Services(WorkerConfiguration configuration)
    {
        var root = new ConfigurationBuilder().Add(configuration.Source).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(root);
        services.AddOptions<QueueOptions>().Bind(root.GetSection(QueueOptions.Section));
        return services.BuildServiceProvider();
    }

    private static T Bind<T>(WorkerConfiguration configuration)
        where T : class, new()
    {
        var section = OptionsCatalog.All.Single(section => section.Type == typeof(T)).Name;
        return new ConfigurationBuilder().Add(configuration.Source).Build().GetSection(section).Get<T>() ?? new T();
    }
}
