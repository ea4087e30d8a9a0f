using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Playback;

public class AudioSinksRegistrationTests
{
    [Fact]
    public async Task Sinks_WithoutConfiguration_AreTheVirtualDevice()
    {
        await using var provider = Build();

        provider.GetServices<IAudioSink>().Select(sink => sink.Name).ShouldBe([OutputOptions.DefaultSink]);
        provider.GetRequiredService<AudioDeviceLister>().ShouldNotBeNull();
        provider.GetRequiredService<DeviceProbe>().ShouldNotBeNull();
    }

    [Fact]
    public async Task Sinks_Configured_AreMadeInTheirOrder()
    {
        await using var provider = Build(("Outputs:Sinks:0", "null"), ("Outputs:Sinks:1", "wav:x.wav"), ("Outputs:GainsDb:0", "-6"));

        provider.GetServices<IAudioSink>().Select(sink => sink.Name).ShouldBe(["null", "wav:x.wav"]);
        provider.GetRequiredService<AudioSinkFactory>().CreateConfigured().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sinks_RegisteredByTheHost_AreKept()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IAudioSink>(new RecordingSink());
        await using var provider = services.AddAudioSinks(new ConfigurationBuilder().Build()).BuildServiceProvider();

        provider.GetServices<IAudioSink>().ShouldHaveSingleItem().Name.ShouldBe("recording");
    }

    [Fact]
    public async Task Options_WithSeveralMistakes_NameAllOfThem()
    {
        await using var provider = Build(
            ("Outputs:Sinks:0", "speakers"),
            ("Outputs:Sinks:1", "null"),
            ("Outputs:Sinks:2", " NULL"),
            ("Outputs:GainsDb:0", "40"),
            ("Outputs:GainsDb:3", "0"),
            ("Outputs:GainsDb:4", "0"),
            ("Outputs:GainsDb:5", "0"),
            ("Outputs:WavMaxGapSeconds", "-1"));

        var error = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<OutputOptions>>().Value);

        error.Failures.Count().ShouldBe(5);
        error.Message.ShouldContain("Outputs:Sinks:0: 'speakers' is no sink.");
        error.Message.ShouldContain("Outputs:Sinks:2");
        error.Message.ShouldContain("Outputs:GainsDb:0");
        error.Message.ShouldContain("Outputs:GainsDb:");
        error.Message.ShouldContain("Outputs:WavMaxGapSeconds");
    }

    [Fact]
    public async Task Factory_OfNoSink_ShowsExamples()
    {
        await using var provider = Build();

        var error = Should.Throw<ArgumentException>(() => provider.GetRequiredService<AudioSinkFactory>().Create("tape"));

        error.Message.ShouldContain("'tape' is no sink. Examples:");
    }

    [Fact]
    public async Task Overlay_WithoutARunningWorker_SaysWhereItWorks()
    {
        await using var provider = Build();

        var error = Should.Throw<ArgumentException>(() => provider.GetRequiredService<AudioSinkFactory>().Create("overlay"));

        error.Message.ShouldContain("`ishowtts run` only");
    }

    [Fact]
    public async Task Gain_OfASink_IsAppliedAndClipped()
    {
        await using var recording = new RecordingSink();
        await using var louder = new GainSink(recording, 6.0206);
        await louder.OpenAsync(default);

        await louder.WriteAsync(new[] { 0.25f, -0.25f, 0.75f, -0.75f }, default);

        recording.Heard.ShouldBe([0.5f, -0.5f, 1f, -1f], 0.0001);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddAudioSinks(configuration).BuildServiceProvider();
    }
}
