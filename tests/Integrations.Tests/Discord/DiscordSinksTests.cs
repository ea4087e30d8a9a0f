using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>What <c>Outputs:Sinks</c> may say of Discord, and what comes of it.</summary>
public sealed class DiscordSinksTests
{
    [Fact]
    public async Task Sinks_OfTwoServers_AreMadeWithTheirGains()
    {
        await using var provider = Build(
            ("Outputs:Sinks:0", "discord:Main"), ("Outputs:GainsDb:0", "-6"),
            ("Outputs:Sinks:1", "discord:other"),
            ("Discord:Channels:other:Kinds:0", "donation"));

        var sinks = provider.GetServices<IAudioSink>().ToArray();

        sinks.Select(static sink => sink.Name).ShouldBe(["discord:main", "discord:other"]);
        sinks.ShouldAllBe(static sink => sink is IReportingSink);
        ((ISelectiveSink)sinks[0]).Takes("chat").ShouldBeTrue();
        ((ISelectiveSink)sinks[1]).Takes("chat").ShouldBeFalse();
    }

    [Fact]
    public async Task GainOfASelectiveSink_DoesNotHideWhatItTakes()
    {
        await using var provider = Build(("Outputs:Sinks:0", "discord:main"), ("Outputs:GainsDb:0", "3"), ("Discord:Channels:main:Kinds:0", "raid"));

        var sink = provider.GetServices<IAudioSink>().Single().ShouldBeAssignableTo<ISelectiveSink>()!;

        sink.Takes("raid").ShouldBeTrue();
        sink.Takes("chat").ShouldBeFalse();
    }

    [Fact]
    public async Task Sinks_NotThereOrOfOneServer_AreErrorsWithKeyAndCure()
    {
        await using var provider = Build(
            ("Outputs:Sinks:0", "discord:main"),
            ("Outputs:Sinks:1", "discord:nowhere"),
            ("Outputs:Sinks:2", "discord:second"));

        var errors = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<OutputOptions>>().Value).Failures.ToArray();

        errors.Length.ShouldBe(2);
        errors[0].ShouldStartWith("Outputs:Sinks:1: Discord:Channels has no nowhere; it has main, other, second. Add Discord:Channels:nowhere");
        errors[1].ShouldStartWith("Outputs:Sinks:2: discord:second and discord:main are of the same server");
    }

    [Fact]
    public async Task Sinks_WithoutTheBot_AreAnErrorWithTheCure()
    {
        await using var provider = Build(("Discord:Enabled", "false"), ("Outputs:Sinks:0", "discord:main"));

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<OutputOptions>>().Value)
            .Failures.ShouldHaveSingleItem().ShouldStartWith("Outputs:Sinks:0: discord:main needs the bot. Set Discord:Enabled to true");
        provider.GetService<IDiscordBot>().ShouldBeNull();
    }

    [Fact]
    public async Task Sinks_OutsideOfARunningWorker_SayWhereTheyWork()
    {
        await using var provider = new ServiceCollection().AddLogging().AddAudioSinks(new ConfigurationBuilder().Build()).BuildServiceProvider();

        Should.Throw<ArgumentException>(() => provider.GetRequiredService<AudioSinkFactory>().Create("discord:main")).Message.ShouldContain("ishowtts run");
    }

    private static ServiceProvider Build(params (string Key, string Value)[] values)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Discord:Enabled"] = "true",
            ["Discord:Token"] = "not-a-token",
            ["Discord:Channels:main:GuildId"] = "200000000000000001",
            ["Discord:Channels:main:ChannelId"] = "300000000000000001",
            ["Discord:Channels:second:GuildId"] = "200000000000000001",
            ["Discord:Channels:second:ChannelId"] = "300000000000000002",
            ["Discord:Channels:other:GuildId"] = "200000000000000002",
            ["Discord:Channels:other:ChannelId"] = "300000000000000003",
        };
        foreach (var (key, value) in values) settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddDiscord(configuration).AddAudioSinks(configuration).BuildServiceProvider();
    }
}
