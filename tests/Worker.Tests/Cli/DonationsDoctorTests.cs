using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.Integrations.Twitch;
using IShowTts.TestKit.Donations.Loopback;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Cli.Doctor;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Tests.Cli;

public sealed class DonationsDoctorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Donations_NoToken_IsWell() => (await CheckAsync([], Limit)).Level.ShouldBe(FindingLevel.Ok);

    [Fact]
    public async Task Donations_TokenAccepted_IsWell()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var services = Build(service.Configuration);
        var finding = CheckAsync(services.GetServices<IEventSource>(), Limit);

        await service.AcceptAndWelcomeAsync(limit.Token);

        (await finding).Level.ShouldBe(FindingLevel.Ok);
    }

    [Fact]
    public async Task Donations_TokenRefused_IsAnErrorWithTheKey()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var services = Build(new Dictionary<string, string?>(service.Configuration) { ["Donations:StreamElements:Token"] = "wrong" });

        var finding = await CheckAsync(services.GetServices<IEventSource>(), Limit);

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Message.ShouldContain("Donations:StreamElements:Token");
    }

    [Fact]
    public async Task Donations_NobodyThere_IsAWarning()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        await using var services = Build(service.Configuration);
        await service.DisposeAsync();

        var finding = await CheckAsync(services.GetServices<IEventSource>(), TimeSpan.FromMilliseconds(200));

        finding.Level.ShouldBe(FindingLevel.Warning);
        finding.Message.ShouldStartWith("streamelements was not connected to");
    }

    [Fact]
    public async Task Command_TokenInTheConfiguration_IsTried()
    {
        await using var service = await LoopbackStreamElements.StartAsync();
        using var run = new CommandRun
        {
            ConfigureServices = static services =>
            {
                // Loopback only, and no sound server is started by this test.
                services.PostConfigure<TwitchOptions>(static options => options.IrcUrl = "ws://localhost:1");
                services.RemoveAll<IAudioSink>().AddSingleton<IAudioSink>(new RecordingSink("null"));
            },
        };
        var (socket, api) = (service.Configuration["Donations:StreamElements:SocketUrl"], service.Configuration["Donations:StreamElements:ApiUrl"]);
        run.Folder.Write("ishowtts.json", $$"""{ "Donations": { "StreamElements": { "Token": "wrong", "SocketUrl": "{{socket}}", "ApiUrl": "{{api}}" } } }""");

        await run.RunAsync("doctor");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Output.ShouldContain("Set a new token for streamelements, or remove it.");
    }

    private static async Task<Finding> CheckAsync(IEnumerable<IEventSource> sources, TimeSpan patience) =>
        (await new DonationsDoctorCheck([.. sources], patience, TimeProvider.System).CheckAsync(CancellationToken.None)).ShouldHaveSingleItem();

    private static ServiceProvider Build(IReadOnlyDictionary<string, string?> settings) =>
        new ServiceCollection().AddLogging().AddDonationServices(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
