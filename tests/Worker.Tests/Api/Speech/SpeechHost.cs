using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Api.Speech;

/// <summary>The API over a fake engine and nothing else.</summary>
internal static class SpeechHost
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task<ApiHost> StartAsync(FakeSynthesizer engine, params (string Key, string Value)[] settings) =>
        StartAsync(engine, null, settings);

    public static Task<ApiHost> StartAsync(FakeSynthesizer engine, Action<IServiceCollection>? configure, params (string Key, string Value)[] settings) =>
        ApiHost.StartAsync(
            configure: services =>
            {
                services.AddSingleton<ISpeechEngine>(engine);
                services.AddSingleton<ISpeechSynthesizer>(engine);
                services.AddVoices(new ConfigurationBuilder()
                    .AddInMemoryCollection(new Dictionary<string, string?> { ["Voices:Default"] = "fake:one", ["Voices:File"] = "" })
                    .Build());
                configure?.Invoke(services);
            },
            settings: settings);

    /// <summary>What the engine gives for a text, as 16 bit samples.</summary>
    public static byte[] Pcm(FakeSynthesizer engine, string text, string voice = "one")
    {
        var samples = engine.Render(new SynthesisRequest(text, new Voice("test", "fake", voice, "")));
        var bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(2 * i), (short)MathF.Round(samples[i] * 32_768));
        }

        return bytes;
    }
}
