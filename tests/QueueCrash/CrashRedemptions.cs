using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IShowTts.QueueCrash;

/// <summary>The real queue, ledger, settlement and Helix client, with a speaker that takes no time; lives until it is killed, or drains.</summary>
/// <remarks>
/// Lines: <c>start ID</c> a listener hears its beginning, <c>half ID</c> half of it was heard and that is on disk, <c>ended ID</c> it was heard to its end,
/// <c>said TEXT</c> a chat line, <c>tick</c> nothing. IDs are those of redemptions.
/// </remarks>
internal sealed class CrashRedemptions : IAsyncDisposable
{
    private const int Slices = 4;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);
    private static readonly StateReason Why = new(ReasonCodes.Finished);

    private readonly ServiceProvider _services;
    private readonly TextWriter _output;
    private readonly Random _random;

    /// <summary>Makes it.</summary>
    /// <param name="folder">Data directory.</param>
    /// <param name="seed">Of all that is random.</param>
    /// <param name="helix">Address of Helix.</param>
    /// <param name="signIn">Client id, user id and token, joined by blanks.</param>
    /// <param name="output">Where it tells.</param>
    public CrashRedemptions(string folder, int seed, string helix, string signIn, TextWriter output)
    {
        _output = output;
        _random = new Random(seed);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Queue:MaxAttempts"] = "10",
            ["Queue:HistoryLimit"] = "100000",
            ["Redemptions:RetryMinSeconds"] = "0.01",
            ["Redemptions:RetryMaxSeconds"] = "0.05",
        }).Build();
        var account = signIn.Split(' ');
        var services = new ServiceCollection();
        services.AddLogging(static logging => logging.ClearProviders());
        services.AddSingleton(new DataDirectory(folder));
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton<IChatWriter>(new CrashChatWriter(output));
        services.AddSingleton<ITwitchAccount>(new CrashAccount(account[0], account[1], account[2]));
        services.Configure<TwitchOptions>(options =>
        {
            (options.Channel, options.ClientId, options.HelixUrl) = ("streamer", account[0], helix);
            (options.ReconnectMinSeconds, options.ReconnectMaxSeconds) = (0.001, 0.01);
        });
        services.AddQueue(configuration);
        services.AddTwitchHelix();
        services.AddRedemptions(configuration);
        _services = services.BuildServiceProvider();
    }

    private IUtteranceQueue Queue => _services.GetRequiredService<IUtteranceQueue>();

    /// <summary>Opens the queue and starts to settle.</summary>
    public async Task OpenAsync()
    {
        Tell("tick");
        await Queue.OpenAsync(CancellationToken.None);
        await _services.GetServices<IHostedService>().OfType<RedemptionSettlement>().Single().StartAsync(CancellationToken.None);
    }

    /// <summary>Takes in what is new and speaks a little.</summary>
    public async Task StepAsync()
    {
        await TakeInAsync();
        Tell("tick");
        for (var turn = _random.Next(6); turn >= 0; turn--)
        {
            await SpeakNextAsync(isGentle: false);
        }
    }

    /// <summary>Speaks until nothing waits and Twitch knows of everything.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            var taken = await TakeInAsync();
            while (await SpeakNextAsync(isGentle: true))
            {
            }

            var status = await _services.GetRequiredService<IRedemptionLedger>().GetStatusAsync(CancellationToken.None);
            if (taken == 0 && status.Due == 0)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().OfType<RedemptionSettlement>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    /// <summary>What Twitch lists stands for EventSub too: here each connection lasts a moment.</summary>
    private async Task<int> TakeInAsync()
    {
        var taken = 0;
        try
        {
            foreach (var backfill in _services.GetServices<ITwitchBackfill>())
            {
                await foreach (var missed in backfill.ReadMissedAsync(CancellationToken.None))
                {
                    taken++;
                    await Queue.AddAsync(UtteranceOf((Redemption)missed), CancellationToken.None);
                    Tell("tick");
                }
            }
        }
        catch (HelixException)
        {
            // Asked again in the next step, as the source does.
            taken++;
            Tell("tick");
        }

        return taken;
    }

    private async Task<bool> SpeakNextAsync(bool isGentle)
    {
        if (await Queue.TakeNextAsync(CancellationToken.None) is not { } next)
        {
            return false;
        }

        if (!isGentle && _random.Next(12) == 0)
        {
            await EndAsync(next, UtteranceState.Failed, ReasonCodes.EngineFailed);
            return true;
        }

        if (await Queue.MoveAsync(next.Id, [UtteranceState.Synthesizing], new UtteranceChange(UtteranceState.Playing, Why), CancellationToken.None) is null)
        {
            return true;
        }

        Tell("start " + next.RedemptionId);
        for (var slice = 1; slice < Slices; slice++)
        {
            await Queue.SaveProgressAsync(next.Id, slice * Slice, Slices * Slice, CancellationToken.None);
            if (slice == Slices / 2)
            {
                Tell("half " + next.RedemptionId);
            }

            if (!isGentle && _random.Next(12) == 0)
            {
                var isModerated = _random.Next(2) == 0;
                await EndAsync(next, isModerated ? UtteranceState.Cancelled : UtteranceState.Skipped, isModerated ? ReasonCodes.ViewerSilenced : ReasonCodes.SkippedByPerson);
                return true;
            }
        }

        Tell("ended " + next.RedemptionId);
        await EndAsync(next, UtteranceState.Heard, ReasonCodes.Finished);
        return true;
    }

    private async Task EndAsync(Utterance utterance, UtteranceState state, string code) => await Queue.CancelAsync(
        new UtteranceMatch { Id = utterance.Id }, state, new StateReason(code), CancellationToken.None);

    /// <summary>As the composer makes it; one in six is refused on the way in.</summary>
    private Utterance UtteranceOf(Redemption redeemed)
    {
        var isRefused = _random.Next(6) == 0;
        return new Utterance
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Kind = UtteranceKind.Redemption,
            Source = redeemed.Source,
            EventId = redeemed.Id,
            RedemptionId = redeemed.RedemptionId,
            RewardId = redeemed.RewardId,
            Channel = redeemed.Channel,
            Viewer = redeemed.Viewer,
            OriginalText = redeemed.Message.Text,
            SpokenText = redeemed.Message.Text,
            Amount = new Amount(redeemed.Cost, "points"),
            IsPaid = true,
            Priority = 20,
            EventAt = redeemed.At,
            State = isRefused ? UtteranceState.Rejected : UtteranceState.Queued,
            Reason = new StateReason(isRefused ? ReasonCodes.BlockedWord : ReasonCodes.Accepted),
        };
    }

    private void Tell(string line)
    {
        lock (_output)
        {
            _output.WriteLine(line);
        }
    }
}
