using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.QueueCrash;

/// <summary>Puts together the real features that a redemption goes through, without sources, engines and sound.</summary>
internal static class CrashServices
{
    /// <summary>A word that the filter refuses; what a viewer types with it gets the points back.</summary>
    public const string RefusedWord = "forbidden";

    /// <summary>Makes them.</summary>
    /// <param name="folder">Data directory.</param>
    /// <param name="helix">Address of Helix.</param>
    /// <param name="signIn">Client id, user id and token, joined by blanks.</param>
    /// <param name="needsApproval">Redemptions wait for a person.</param>
    /// <param name="output">Where chat is written.</param>
    public static ServiceProvider Build(string folder, string helix, string signIn, bool needsApproval, TextWriter output)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Queue:MaxAttempts"] = "10",
            ["Queue:HistoryLimit"] = "100000",
            ["Queue:ChatTimeToLiveSeconds"] = "0",
            ["Redemptions:RetryMinSeconds"] = "0.01",
            ["Redemptions:RetryMaxSeconds"] = "0.05",
            ["Intake:Redemption:NeedsApproval"] = needsApproval ? "true" : "false",
            ["Filters:BlockedWords:Words:0"] = RefusedWord,
        }).Build();
        var account = signIn.Split(' ');
        var room = new CrashRoom();
        var services = new ServiceCollection();
        services.AddLogging(static logging => logging.ClearProviders());
        services.AddSingleton(new DataDirectory(folder));
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IChatWriter>(new CrashChatWriter(output));
        services.AddSingleton<IViewerSettings>(room);
        services.AddSingleton<IChatCommands>(room);
        services.AddSingleton<IAuditLog>(room);
        services.AddSingleton<ITwitchAccount>(new CrashAccount(account[0], account[1], account[2]));
        services.Configure<TwitchOptions>(options =>
        {
            (options.Channel, options.ClientId, options.HelixUrl) = ("streamer", account[0], helix);
            (options.ReconnectMinSeconds, options.ReconnectMaxSeconds) = (0.001, 0.01);
        });
        services.AddQueue(configuration);
        services.AddSingleton<ActiveCues>();
        services.AddSingleton<NowPlaying>();
        services.AddControl();
        services.AddIntakeComposer(configuration);
        services.AddSingleton<TwinKeeper>();
        services.AddSingleton<EventIntake>();
        services.AddTwitchHelix();
        services.AddRedemptions(configuration);
        return services.BuildServiceProvider();
    }
}
