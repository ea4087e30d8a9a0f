using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Twitch on this machine, without chat over IRC (see <see cref="LoopbackIrcServer"/>): sign-in, Helix and EventSub, made to misbehave by <see cref="Faults"/>.</summary>
/// <remarks>Each part maps its own routes and keeps its own state; all are thread safe.</remarks>
public sealed class LoopbackTwitch : IAsyncDisposable
{
    /// <summary>The client id that all parts know.</summary>
    public const string ClientId = "loopbackclient";

    /// <summary>The broadcaster, who is also who signs in unless a test says otherwise.</summary>
    public const string BroadcasterId = "1001";

    /// <summary>The broadcaster's login.</summary>
    public const string BroadcasterLogin = "streamer";

    private readonly WebApplication app;

    private LoopbackTwitch(WebApplication app)
    {
        this.app = app;
        SignIn = new LoopbackSignIn();
        Rewards = new LoopbackRewards();
        EventSub = new LoopbackEventSub(SignIn);
    }

    /// <summary>What goes wrong.</summary>
    public LoopbackFaults Faults { get; } = new();

    /// <summary>OAuth: <c>/oauth2/…</c>.</summary>
    public LoopbackSignIn SignIn { get; }

    /// <summary>Rewards and redemptions: <c>/helix/channel_points/…</c>.</summary>
    public LoopbackRewards Rewards { get; }

    /// <summary>EventSub: its WebSocket <c>/ws</c>, its subscriptions, users and chat in Helix.</summary>
    public LoopbackEventSub EventSub { get; }

    /// <summary>Address without a slash at its end, <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Configuration that points a worker here.</summary>
    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Twitch:Channel"] = BroadcasterLogin,
        ["Twitch:ClientId"] = ClientId,
        ["Twitch:IdUrl"] = Address + "/oauth2",
        ["Twitch:HelixUrl"] = Address + "/helix",
        ["Twitch:EventSubUrl"] = Address.Replace("http:", "ws:", StringComparison.Ordinal) + "/ws",
    };

    /// <summary>Starts it on a free port.</summary>
    public static async Task<LoopbackTwitch> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        var twitch = new LoopbackTwitch(host);
        host.Use(twitch.GuardAsync);
        host.UseWebSockets();
        new LoopbackSignInRoutes(twitch.SignIn).Map(host);
        twitch.Rewards.Map(host);
        twitch.EventSub.Map(host);
        await host.StartAsync();
        twitch.Address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return twitch;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <summary>Faults first, then the token of Helix calls.</summary>
    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        await AnswerAsync(context, next);
        if (!context.RequestAborted.IsCancellationRequested) Faults.Answers.AddOrUpdate(context.Response.StatusCode, 1, static (_, count) => count + 1);
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (await Faults.StrikeAsync(context))
        {
            return;
        }

        if (context.Request.Path.StartsWithSegments("/helix", StringComparison.Ordinal) && !SignIn.Admits(context.Request))
        {
            await LoopbackAnswer.ErrorAsync(context, 401, "Unauthorized", "Invalid OAuth token");
            return;
        }

        await next(context);
    }
}
