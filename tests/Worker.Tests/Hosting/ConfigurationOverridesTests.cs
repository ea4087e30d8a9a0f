using System.Text.Json.Nodes;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Hosting;

/// <summary>The overrides file: between the configuration file and the environment, checked as a whole, written in one step.</summary>
public sealed class ConfigurationOverridesTests : IDisposable
{
    private static readonly Actor Who = new("ann", "api");

    private readonly TemporaryDirectory folder = new();
    private readonly RememberedAudit audit = new();

    private string OverridesPath => folder.Combine("overrides.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layers_OverridesAboveFileAndBelowEnvironment_WinInOrder()
    {
        folder.Write("overrides.json", """{ "Queue:Capacity": 30, "Queue": { "HistoryDays": 3 }, "Queue:MaxAttempts": 3 }""");

        var merged = Load("""{ "Queue": { "Capacity": 20, "HistoryDays": 2, "HistoryLimit": 2000 } }""", ("Queue__MaxAttempts", "4")).Current;

        (merged.Values["Queue:Capacity"], merged.Values["Queue:HistoryDays"], merged.Values["Queue:HistoryLimit"], merged.Values["Queue:MaxAttempts"]).ShouldBe(("30", "3", "2000", "4"));
        (merged.PlaceOf("Queue:Capacity"), merged.PlaceOf("Queue:HistoryLimit"), merged.PlaceOf("Queue:MaxAttempts"), merged.PlaceOf("Queue:HeldMinutes"))
            .ShouldBe((ConfigurationPlace.Overrides, ConfigurationPlace.File, ConfigurationPlace.Environment, ConfigurationPlace.Default));
    }

    [Theory]
    [InlineData("""{ "Queue:Capacity": 9 }""", "Queue:Capacity: is 9, but it must be from 10 to 100000.")]
    [InlineData("""{ "Queue:Capcity": 20 }""", "did you mean Queue:Capacity?")]
    [InlineData("""{ "Queue:Capa""", "Mend the file, or delete it to go back to the configuration file.")]
    [InlineData("[1]", "must hold one JSON object")]
    public void Start_WithABrokenOverridesFile_NamesFileKeyAndCure(string content, string expected)
    {
        folder.Write("overrides.json", content);

        var error = Should.Throw<ConfigurationException>(() => Load("{}"));

        error.Message.ShouldContain(OverridesPath);
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task Apply_OfGoodChanges_WritesThemPrivatelyAndPutsThemInForce()
    {
        var configuration = Load("""{ "Queue": { "Capacity": 20 }, "Intake": { "IgnoredViewers": [ "a", "b" ] } }""");

        var result = await ApplyAsync(configuration, ("queue:capacity", 40), ("Intake:IgnoredViewers", new JsonArray()), ("Api:Port", 7000));

        result.Errors.ShouldBeEmpty();
        result.Changed.ShouldBe([new("Api:Port", true, false), new("Intake:IgnoredViewers", false, false), new("Queue:Capacity", false, false)]);
        configuration.Current.Values["Queue:Capacity"].ShouldBe("40");
        configuration.Current.Values.Keys.ShouldNotContain("Intake:IgnoredViewers:0");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(OverridesPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Load("{}").Current.Values["Queue:Capacity"].ShouldBe("40");
        audit.Lines.ShouldContain("ann change-setting Queue:Capacity 40");
    }

    [Fact]
    public async Task Apply_WithMistakes_TellsAllAtOnceAndWritesNothing()
    {
        var configuration = Load("{}");

        var unknown = await ApplyAsync(configuration, ("Queue:Capcity", 40), ("Queue", 1), ("Queue:Capacity:x", 1), ("Intake:IgnoredViewers:0", "x"), ("Zebra", 1));
        var wrong = await ApplyAsync(configuration, ("Queue:Capacity", 9), ("Queue:OnInterrupted", "Replya"), ("Api:Address", "0.0.0.0"), ("Speaking:SynthesisSeconds", "x"), ("Queue:HistoryDays", 5));

        unknown.Errors.Select(error => error.Key).ShouldBe(["Queue:Capcity", "Queue", "Queue:Capacity:x", "Intake:IgnoredViewers:0", "Zebra"], ignoreOrder: true);
        unknown.Errors.ShouldContain(error => error.Message.Contains("did you mean Queue:Capacity?"));
        wrong.Errors.Select(error => error.Key).ShouldBe(["Queue:OnInterrupted", "Api:Address", "Speaking:SynthesisSeconds"], ignoreOrder: true);
        File.Exists(OverridesPath).ShouldBeFalse();
        configuration.Current.Values.Keys.ShouldNotContain("Queue:HistoryDays");
        audit.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_OfNull_TakesTheOverrideBackToTheFile()
    {
        var configuration = Load("""{ "Queue": { "Capacity": 20 } }""");
        await ApplyAsync(configuration, ("Queue:Capacity", 40), ("Queue:HistoryDays", 5));

        await ApplyAsync(configuration, ("Queue:Capacity", null));

        (configuration.Current.Values["Queue:Capacity"], configuration.Current.Values["Queue:HistoryDays"]).ShouldBe(("20", "5"));
        File.ReadAllText(folder.Combine("ishowtts.json")).ShouldBe("""{ "Queue": { "Capacity": 20 } }""");
    }

    [Fact]
    public async Task Apply_OfAMap_ChangesItsNamesOnly()
    {
        var configuration = Load("""{ "Commands": { "Roles": { "skip": "Vip" } } }""");

        await ApplyAsync(configuration, ("Commands:Roles", new JsonObject { ["pause"] = "Vip" }), ("Commands:Roles:clear", "Vip"));

        (configuration.Current.Values["Commands:Roles:skip"], configuration.Current.Values["Commands:Roles:pause"], configuration.Current.Values["Commands:Roles:clear"]).ShouldBe(("Vip", "Vip", "Vip"));
    }

    [Fact]
    public async Task Apply_OfAKeyThatTheEnvironmentSets_IsKeptAndSaysSo()
    {
        var configuration = Load("{}", ("Queue__Capacity", "50"));

        var result = await ApplyAsync(configuration, ("Queue:Capacity", 40));

        result.Changed.ShouldBe([new("Queue:Capacity", false, true)]);
        configuration.Current.Values["Queue:Capacity"].ShouldBe("50");
    }

    [Fact]
    public async Task Apply_OfASecret_KeepsItOutOfAuditAndErrors()
    {
        var configuration = Load("{}");

        await ApplyAsync(configuration, ("Twitch:Channel", "x"), ("Twitch:Login", "me"), ("Twitch:Token", "verysecret"));
        var wrong = await ApplyAsync(configuration, ("Webhooks:Sources:shop:Secrets", new JsonArray("verysecret")), ("Donations:Streamlabs:Token", new JsonObject { ["a"] = "verysecret" }));

        configuration.Current.Values["Twitch:Token"].ShouldBe("verysecret");
        audit.Lines.ShouldContain("ann change-setting Twitch:Token (hidden)");
        wrong.Errors.ShouldNotBeEmpty();
        string.Join('\n', audit.Lines.Concat(wrong.Errors.Select(error => error.ToString()))).ShouldNotContain("verysecret");
    }

    [Fact]
    public async Task Apply_ByManyAtOnce_KeepsEveryChange()
    {
        var configuration = Load("{}");
        using var overrides = New(configuration);
        (string Key, int Value)[] changes = [("Queue:Capacity", 41), ("Queue:HistoryDays", 5), ("Queue:HistoryLimit", 2000), ("Queue:MaxAttempts", 3), ("Queue:HeldMinutes", 7)];

        await Task.WhenAll(changes.Select(change => Task.Run(async () =>
            await overrides.ApplyAsync(new Dictionary<string, JsonNode?> { [change.Key] = change.Value }, Who, CancellationToken.None))));

        var loaded = Load("{}").Current.Values;
        changes.ShouldAllBe(change => loaded[change.Key] == change.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Apply_WhenTheFileCannotBeWritten_SaysTheCureAndChangesNothing()
    {
        var configuration = Load("{}");
        Directory.CreateDirectory(OverridesPath + ".new");

        var error = await Should.ThrowAsync<OverridesException>(() => ApplyAsync(configuration, ("Queue:Capacity", 40)));

        error.Message.ShouldContain("overrides.json");
        configuration.Current.Values.Keys.ShouldNotContain("Queue:Capacity");
    }

    [Fact]
    public async Task Apply_OverABrokenFile_LeavesItAlone()
    {
        var configuration = Load("{}");
        folder.Write("overrides.json", "{ broken");

        var result = await ApplyAsync(configuration, ("Queue:Capacity", 40));

        result.Errors.ShouldHaveSingleItem().ToString().ShouldContain("Mend the file");
        File.ReadAllText(OverridesPath).ShouldBe("{ broken");
    }

    [Fact]
    public async Task Apply_OfHugeLists_IsRefused()
    {
        var configuration = Load("{}");

        var result = await ApplyAsync(configuration, ("Filters:BlockedWords:Words", new JsonArray([.. Enumerable.Range(0, 60_000).Select(i => JsonValue.Create($"word number {i}"))])));

        result.Errors.ShouldHaveSingleItem().Message.ShouldContain("Filters:ListsFile");
        File.Exists(OverridesPath).ShouldBeFalse();
    }

    [Fact]
    public async Task Edit_OfTheOverridesFileByHand_IsPutInForceByItself()
    {
        var configuration = Load("{}");
        using var reloader = NewReloader(configuration);
        var applied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        reloader.Applied += errors =>
        {
            if (errors.Count == 0 && configuration.Current.Values.ContainsKey("Queue:Capacity"))
            {
                applied.TrySetResult();
            }
        };
        await reloader.StartAsync(CancellationToken.None);

        folder.Write("overrides.json", """{ "Queue:Capacity": 30 }""");
        await applied.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await reloader.StopAsync(CancellationToken.None);

        configuration.Current.Values["Queue:Capacity"].ShouldBe("30");
    }

    [Fact]
    public void Listing_OfAnOverriddenKey_NamesTheFile()
    {
        folder.Write("overrides.json", """{ "Queue:Capacity": 30 }""");

        ConfigurationListing.Of(Load("{}")).Single(entry => entry.Key == "Queue:Capacity").ShouldBe(new ConfigEntry("Queue:Capacity", "30", OverridesPath));
    }

    private static ConfigurationReloader NewReloader(WorkerConfiguration configuration) => new(
        configuration, TimeProvider.System, new AlarmBoard(TimeProvider.System, NullLogger<AlarmBoard>.Instance), NullLogger<ConfigurationReloader>.Instance);

    private ConfigurationOverrides New(WorkerConfiguration configuration) => new(configuration, NewReloader(configuration), audit);

    private async Task<OverridesResult> ApplyAsync(WorkerConfiguration configuration, params (string Key, JsonNode? Value)[] changes)
    {
        using var overrides = New(configuration);
        return await overrides.ApplyAsync(changes.ToDictionary(change => change.Key, change => change.Value), Who, CancellationToken.None);
    }

    private WorkerConfiguration Load(string file, params (string Name, string Value)[] variables) => WorkerConfiguration.Load(
        new WorkerHostSettings { ConfigFile = folder.Write("ishowtts.json", file), DataDirectory = folder.Path },
        variables.ToDictionary(variable => variable.Name, variable => variable.Value));

    private sealed class RememberedAudit : IAuditLog
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = [];

        public ValueTask WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
        {
            Lines.Enqueue($"{actor.Name} {action} {target} {outcome}");
            return default;
        }

        public ValueTask WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;
    }
}
