using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Playback;
using IShowTts.Integrations.Rehearsal;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Api;
using IShowTts.Worker.BrowserSource;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using IShowTts.Worker.SignIn;
using IShowTts.Worker.SpeakerBot;
using IShowTts.Worker.Speaking;
using IShowTts.Worker.Telemetry;
using IShowTts.Worker.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Hosting;

/// <summary>The only composition root: one AddX per feature.</summary>
internal static class WorkerHost
{
    /// <summary>Builds the worker; nothing is started.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong; it lists everything that is.</exception>
    public static WebApplication Build(WorkerHostSettings settings)
    {
        var configuration = WorkerConfiguration.Load(settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.Sources.Add(configuration.Source);
        builder.Services.AddWorkerConfiguration(configuration);
        builder.Services.AddSingleton(ConfigurationLocations.PrepareDataDirectory(settings.DataDirectory));
        AddFeatures(builder.Services, builder.Configuration);
        if (settings.ExitWhenIdle)
        {
            builder.Services.AddHostedService<IdleExit>();
        }

        settings.ConfigureServices?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapApi();
        app.MapBrowserSource();
        return app;
    }

    private static void AddFeatures(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<AlarmBoard>();
        services.TryAddSingleton<IAlarms>(provider => provider.GetRequiredService<AlarmBoard>());
        services.AddQueue(configuration);
        services.AddChatCommands(configuration);
        services.AddSpeech(configuration);
        services.AddOptions<LoudnessOptions>().PostConfigure<DataDirectory>(static (loudness, data) =>
            loudness.CacheFile = loudness.CacheFile.Length > 0 ? loudness.CacheFile : data.LoudnessFile);
        services.AddModelsFolder();
        services.AddVoices(configuration);
        services.AddControl();
        services.AddIntakeComposer(configuration);
        // Before the player, so that it stops after it: what plays is faded out through it.
        services.AddDiscord(configuration);
        services.AddDiscordBotService(configuration);
        services.AddPlayout(configuration);
        services.AddSpeaking(configuration);
        services.AddBrowserSource(configuration);
        services.AddAudioSinks(configuration);
        services.AddTwitchSignIn();
        services.AddTwitchIrc(configuration);
        services.AddTwitchAccountWatch();
        services.AddTwitchEventSub(configuration);
        services.AddDonationServices(configuration);
        services.AddRehearsal(configuration);
        services.AddRedemptions(configuration);
        services.AddDiscordCommands(configuration);
        services.AddIntakeLoop();
        services.AddApi(configuration);
        services.AddWebhooks(configuration);
        services.AddSpeakerBot(configuration);
    }
}
