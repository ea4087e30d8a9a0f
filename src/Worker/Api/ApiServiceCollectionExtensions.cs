using IShowTts.Worker.Api.Filters;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Api.Settings;
using IShowTts.Worker.Api.Speech;
using IShowTts.Worker.Api.Speech.OpenAi;
using IShowTts.Worker.Api.Viewers;
using IShowTts.Worker.Api.Voices;
using IShowTts.Worker.Dashboard;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Registers the HTTP API.</summary>
internal static class ApiServiceCollectionExtensions
{
    /// <summary>Adds the API's services and says to Kestrel where to listen. Needs a queue, a speech control and a <see cref="DataDirectory"/>.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>());
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(Listen);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => ApiToken.LoadOrCreate(provider.GetRequiredService<DataDirectory>()));
        services.TryAddSingleton<RequestOrigins>();
        services.TryAddSingleton<FilterWords>();
        services.TryAddSingleton<EventStreamTail>();
        services.TryAddSingleton<EventStreamState>();
        services.TryAddSingleton<EventStreamLevel>();
        services.AddApiKeys();
        services.TryAddSingleton<EventStreams>();
        services.AddHostedService(static provider => provider.GetRequiredService<EventStreamState>());
        services.AddHostedService(static provider => provider.GetRequiredService<EventStreamLevel>());
        services.TryAddSingleton<HealthReport>();
        services.AddRawSpeech();
        services.AddHostedService<AddressFile>();
        services.AddVoiceApi();
        services.TryAddSingleton<CrossOriginPages>();
        services.AddApiDocument();
        services.AddRouting();
        // What the framework logs of a request holds its address, and that may hold the overlay's key.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        return services;
    }

    /// <summary>Puts the guard before everything and maps every endpoint of the API.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        app.Services.GetRequiredService<ApiToken>();
        app.Services.GetRequiredService<KeyRing>().Open();
        app.UseMiddleware<ApiGuard>();
        app.UseRouting();
        app.UseMiddleware<ScopeGate>();
        app.MapApiDocument();
        app.MapSession();
        app.MapHealth();
        app.MapUtterances();
        app.MapWaiting();
        app.MapSpeech();
        app.MapSpeechSwitches();
        app.MapUtteranceOrders();
        app.MapFilterTrial();
        app.MapFilterWords();
        app.MapViewers();
        app.MapWaveform();
        app.MapEventStream();
        app.MapTts();
        app.MapOpenAi();
        app.MapSettings();
        app.MapVoices();
        app.MapDiscord();
        app.MapDashboard();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<ApiOptions> options)
    {
        // The validator has seen it.
        var address = ListenAddress.Find(options.Value.Address)!;
        kestrel.Listen(address, options.Value.Port, static listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.AddServerHeader = false;
        ApiLimits.Apply(kestrel.Limits, options.Value);
    }
}
