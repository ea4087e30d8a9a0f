using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Donations.DonationAlerts;
using IShowTts.Integrations.Donations.StreamElements;
using IShowTts.Integrations.Donations.Streamlabs;
using IShowTts.Integrations.Donations.Tipeee;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class DonationRegistrationTests
{
    [Fact]
    public async Task Register_WithoutTokens_HasNoSource()
    {
        await using var services = Build();

        services.GetServices<IEventSource>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("StreamElements:Token", "streamelements")]
    [InlineData("Streamlabs:Token", "streamlabs")]
    [InlineData("TipeeeStream:ApiKey", "tipeeestream")]
    [InlineData("DonationAlerts:Token", "donationalerts")]
    public async Task Register_WithAToken_HasThatSource(string key, string name)
    {
        await using var services = Build((key, "abc"));

        var source = services.GetServices<IEventSource>().ShouldHaveSingleItem();
        source.Name.ShouldBe(name);
        source.Health.State.ShouldBe(SourceState.Idle);
    }

    [Fact]
    public async Task Options_Errors_NameEveryKeyAndNoSecret()
    {
        (string Section, string[] Addresses)[] sections =
        [
            ("StreamElements", ["SocketUrl", "ApiUrl"]), ("Streamlabs", ["SocketUrl"]), ("TipeeeStream", ["ApiUrl"]), ("DonationAlerts", ["SocketUrl", "ApiUrl"]),
        ];
        foreach (var (section, addresses) in sections)
        {
            var secret = section == "TipeeeStream" ? "ApiKey" : "Token";
            await using var services = Build(
            [
                ($"{section}:{secret}", "my secret"), ($"{section}:HandshakeSeconds", "0"), ($"{section}:ReconnectMinSeconds", "50"), ($"{section}:ReconnectMaxSeconds", "5"),
                .. addresses.Select(address => ($"{section}:{address}", "ws://example.com")),
            ]);

            var errors = Errors(services, section);

            foreach (var key in (string[])[secret, "HandshakeSeconds", "ReconnectMaxSeconds", .. addresses]) errors.ShouldContain($"Donations:{section}:{key}: ");
            errors.ShouldNotContain("my secret");
        }
    }

    [Theory]
    [InlineData("wss://example.com/path", true)]
    [InlineData("ws://127.0.0.1:5", true)]
    [InlineData("ws://[::1]:5", true)]
    [InlineData("ws://localhost:5", true)]
    [InlineData("ws://example.com", false)]
    [InlineData("wss://example.com/?token=x", false)]
    [InlineData("wss://user:pass@example.com", false)]
    [InlineData("https://example.com", false)]
    [InlineData("example.com", false)]
    public void Address_WithoutTls_IsForThisMachineOnly(string address, bool isGood) =>
        new DonationSettingsCheck("S").Address("K", address, "wss", "ws").Result.Succeeded.ShouldBe(isGood);

    [Theory]
    [InlineData("TokenType", "cookie")]
    [InlineData("TokenType", "apikey")]
    [InlineData("ChannelId", "../x")]
    public async Task Options_OfStreamElements_AreChecked(string key, string value)
    {
        await using var services = Build(("StreamElements:Token", "abc"), ($"StreamElements:{key}", value));

        Errors(services, "StreamElements").ShouldContain("Donations:StreamElements:");
    }

    private static string Errors(ServiceProvider services, string section) => string.Join('\n', Should.Throw<OptionsValidationException>(() => section switch
    {
        "StreamElements" => services.GetRequiredService<IOptions<StreamElementsOptions>>().Value,
        "Streamlabs" => services.GetRequiredService<IOptions<StreamlabsOptions>>().Value,
        "TipeeeStream" => services.GetRequiredService<IOptions<TipeeeStreamOptions>>().Value,
        _ => (DonationSettings)services.GetRequiredService<IOptions<DonationAlertsOptions>>().Value,
    }).Failures);

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"Donations:{setting.Key}", setting => (string?)setting.Value);
        return new ServiceCollection().AddLogging().AddDonationServices(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
    }
}
