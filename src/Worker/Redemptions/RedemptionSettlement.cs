using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Redemptions;

/// <summary>Tells Twitch what became of redemptions, as soon as it is decided and for as long as it takes. Speech never waits for it.</summary>
/// <param name="ledger">What is due.</param>
/// <param name="round">Tells it.</param>
/// <param name="replies">Tells the viewers.</param>
/// <param name="catalog">Our own rewards.</param>
/// <param name="options">On or off.</param>
/// <param name="account">Who is signed in; null when this worker has no sign-in.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it tells.</param>
internal sealed class RedemptionSettlement(
    IRedemptionLedger ledger,
    SettlementRound round,
    RefundReplies replies,
    RewardCatalog catalog,
    IOptionsMonitor<SettlementOptions> options,
    ITwitchAccount? account,
    TimeProvider time,
    ILogger<RedemptionSettlement> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task news = Task.CompletedTask;

    /// <summary>Knows our own rewards before the first event is taken in.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalog.RestoreAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        account?.Changed += WakeSignedIn;
        using var listening = options.OnChange((_, _) => Wake());
        try
        {
            if (account?.State == TwitchAccountState.SignedIn && options.CurrentValue.Enabled)
            {
                await TryAsync(() => RefreshAsync(stoppingToken), stoppingToken);
            }

            while (true)
            {
                await TryAsync(() => SettleAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops; what is due is in the ledger.
        }
        finally
        {
            account?.Changed -= WakeSignedIn;
        }
    }

    private async Task RefreshAsync(CancellationToken stopping)
    {
        try
        {
            await catalog.RefreshAsync(stopping);
        }
        catch (HelixException e)
        {
            // What an earlier run heard serves until the next connection, which asks again.
            Log.NotListed(logger, e.Message);
        }
    }

    private async Task SettleAsync(CancellationToken stopping)
    {
        if (news.IsCompleted)
        {
            // Taken before it is acted on, so that the next one is not lost.
            news = Volatile.Read(ref changed).Task;
            await ledger.HurryAsync(stopping);
        }

        await WaitForDueAsync(stopping);
        if (news.IsCompleted || !options.CurrentValue.Enabled)
        {
            return;
        }

        var wait = await round.RunAsync(stopping);
        await replies.SendAsync(stopping);
        if (wait > TimeSpan.Zero)
        {
            await WaitAsync(wait, stopping);
        }
    }

    /// <summary>Returns when something may be due and telling is on, or when somebody signed in or changed the options.</summary>
    private async Task WaitForDueAsync(CancellationToken stopping)
    {
        if (!options.CurrentValue.Enabled)
        {
            await news.WaitAsync(stopping);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var due = ledger.WaitForDueAsync(either.Token).AsTask();
        await Task.WhenAny(due, news);
        await either.CancelAsync();
        await due.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
        if (due.IsFaulted)
        {
            await due;
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // A full disk, a fault of ours: what is due stays in the ledger.
            Log.Broke(logger, e);
            await WaitAsync(AfterFault, stopping);
        }
    }

    /// <summary>Waits, but not longer than until somebody signs in or changes the options.</summary>
    private async Task WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            await news.WaitAsync(wait, time, stopping);
        }
        catch (TimeoutException)
        {
            // The wait is over.
        }
    }

    private void WakeSignedIn()
    {
        if (account?.State == TwitchAccountState.SignedIn)
        {
            Wake();
        }
    }

    private void Wake() =>
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
