using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IShowTts.QueueCrash;

/// <summary>The real intake, queue, approval, ledger, settlement and Helix client, with a speaker that takes no time; lives until it is killed, or drains.</summary>
/// <remarks>
/// Lines: <c>start VIEWER</c> a listener hears the beginning, <c>half VIEWER</c> half was heard and that is on disk, <c>ended VIEWER</c> it was heard to its end,
/// <c>approved VIEWER</c> and <c>refused VIEWER</c> a person decided, <c>said TEXT</c> a chat line, <c>tick</c> nothing. Each viewer redeems once.
/// In one life of three all redemptions wait for approval.
/// </remarks>
internal sealed class CrashRedemptions : IAsyncDisposable
{
    private static readonly Actor Moderator = new("mod", "crash");

    private readonly ServiceProvider _services;
    private readonly TextWriter _output;
    private readonly Random _random;
    private readonly CrashSpeaker _speaker;
    private readonly Queue<Redemption> _arriving = [];

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
        _services = CrashServices.Build(folder, helix, signIn, needsApproval: _random.Next(3) == 0, output);
        _speaker = new CrashSpeaker(Queue, _random, Tell);
    }

    private IUtteranceQueue Queue => _services.GetRequiredService<IUtteranceQueue>();

    private ISpeechControl Control => _services.GetRequiredService<ISpeechControl>();

    /// <summary>Opens the queue and starts to settle.</summary>
    public async Task OpenAsync()
    {
        Tell("tick");
        await Queue.OpenAsync(CancellationToken.None);
        await Settlement().StartAsync(CancellationToken.None);
    }

    /// <summary>Takes in what is new, decides on what is held, and speaks a little; what is still on its way comes later.</summary>
    public async Task StepAsync()
    {
        await ListAsync();
        for (var events = _random.Next(_arriving.Count + 1); events > 0; events--)
        {
            await TakeOneAsync();
        }

        for (var turn = _random.Next(6); turn >= 0; turn--)
        {
            await _speaker.SpeakNextAsync(isGentle: false, TakeOneAsync);
        }

        foreach (var held in await ListHeldAsync())
        {
            if (_random.Next(2) == 0)
            {
                await DecideAsync(held);
            }
        }
    }

    /// <summary>Takes in, decides and speaks until nothing waits and Twitch knows of everything.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            var isNew = await ListAsync();
            while (_arriving.Count > 0)
            {
                await TakeOneAsync();
            }

            foreach (var held in await ListHeldAsync())
            {
                await DecideAsync(held);
            }

            while (await _speaker.SpeakNextAsync(isGentle: true))
            {
            }

            var status = await _services.GetRequiredService<IRedemptionLedger>().GetStatusAsync(CancellationToken.None);
            if (!isNew && status.Due == 0)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Settlement().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private RedemptionSettlement Settlement() => _services.GetServices<IHostedService>().OfType<RedemptionSettlement>().Single();

    /// <summary>What Twitch lists stands for EventSub too: here each connection lasts a moment, and what is on its way already may be listed once more.</summary>
    private async Task<bool> ListAsync()
    {
        var isNew = false;
        try
        {
            foreach (var backfill in _services.GetServices<ITwitchBackfill>())
            {
                await foreach (var missed in backfill.ReadMissedAsync(CancellationToken.None))
                {
                    isNew = true;
                    foreach (var told in CrashFeeds.Tell((Redemption)missed))
                    {
                        _arriving.Enqueue(told);
                    }
                }
            }
        }
        catch (HelixException)
        {
            // Asked again in the next step, as the source does.
            isNew = true;
        }

        Tell("tick");
        return isNew;
    }

    private async Task TakeOneAsync()
    {
        if (_arriving.TryDequeue(out var told))
        {
            var receivedAs = _services.GetRequiredService<RecentModeration>().NextSequence();
            await _services.GetRequiredService<EventIntake>().TakeAsync(told, receivedAs, CancellationToken.None);
            Tell("tick");
        }
    }

    private ValueTask<IReadOnlyList<Utterance>> ListHeldAsync() => Queue.ListAsync(new UtteranceQuery(UtteranceState.Held, 500), CancellationToken.None);

    private async Task DecideAsync(Utterance held)
    {
        var isApproved = _random.Next(3) > 0;
        var decided = isApproved
            ? await Control.ApproveAsync(held.Id, Moderator, CancellationToken.None)
            : await Control.RejectAsync(held.Id, Moderator, CancellationToken.None);
        if (decided is not null)
        {
            Tell((isApproved ? "approved " : "refused ") + held.Viewer.Login);
        }
    }

    private void Tell(string line)
    {
        lock (_output)
        {
            _output.WriteLine(line);
        }
    }
}
