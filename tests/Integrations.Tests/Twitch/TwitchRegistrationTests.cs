using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class TwitchRegistrationTests
{
    [Fact]
    public async Task Add_NoChannel_AddsNoSource()
    {
        await using var services = Build();

        services.GetServices<IEventSource>().ShouldBeEmpty();
        services.GetServices<IChatWriter>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_Channel_AddsOneSourceThatAlsoWrites()
    {
        await using var services = Build(("Channel", "#SomeChannel"));

        var source = services.GetServices<IEventSource>().ShouldHaveSingleItem();

        source.Name.ShouldBe("twitch-irc:somechannel");
        services.GetServices<IChatWriter>().ShouldHaveSingleItem().ShouldBeSameAs(source);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a,#b")]
    [InlineData("chan\r\nQUIT")]
    [InlineData("chän")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    [InlineData("#")]
    public async Task Options_HostileChannel_AreRefusedWithTheKey(string channel)
    {
        await using var services = Build(("Channel", channel));

        Errors(services).ShouldContain("Twitch:Channel");
    }

    [Fact]
    public async Task Options_ManyErrors_AreToldAtOnceWithTheirKeys()
    {
        await using var services = Build(
            ("Channel", "x y"), ("Token", "a b"), ("IrcUrl", "https://example.com"), ("SilenceSeconds", "0"), ("ReconnectMinSeconds", "50"),
            ("ReconnectMaxSeconds", "5"), ("CheermotePrefixes:0", "cheer1"));

        var errors = Errors(services);

        foreach (var key in new[] { "Channel", "Login", "Token", "IrcUrl", "SilenceSeconds", "ReconnectMaxSeconds", "CheermotePrefixes" })
            errors.ShouldContain($"Twitch:{key}");
        errors.ShouldNotContain("a b");
    }

    [Theory]
    [InlineData("ws://irc.example.com")]
    [InlineData("wss://irc.example.com/?a=b")]
    public async Task Options_ChatAddressThatWouldTellTheToken_IsRefused(string address)
    {
        await using var services = Build(("Channel", "c"), ("IrcUrl", address));

        Errors(services).ShouldContain("Twitch:IrcUrl");
    }

    [Fact]
    public async Task Tokens_Configured_AreGivenWithoutTheirPrefix()
    {
        await using var services = Build(("Channel", "c"), ("Login", "OurBot"), ("Token", "oauth:abc123"));

        var credentials = await services.GetRequiredService<ITwitchTokenSource>().GetAsync(CancellationToken.None);

        credentials.ShouldBe(new TwitchCredentials("ourbot", "abc123"));
        credentials!.ToString().ShouldNotContain("abc123");
    }

    private static string Errors(ServiceProvider services) =>
        string.Join('\n', Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<TwitchOptions>>().Value).Failures);

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"Twitch:{setting.Key}", setting => (string?)setting.Value);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection().AddLogging().AddTwitchIrc(configuration).BuildServiceProvider();
    }
}
