using System.Threading.Channels;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.SignIn;

/// <summary>Looks after the account: asks Twitch at the start and every hour whether the token is good, renews it in time, sees a login or logout of another process, and keeps the alarm.</summary>
internal sealed class TwitchAccountWatch : BackgroundService
{
    /// <summary>Key of the alarm.</summary>
    public const string AlarmKey = "twitch:account";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ValidateEvery = TimeSpan.FromHours(1);

    private readonly TwitchAccount account;
    private readonly ITwitchFeatureChoice features;
    private readonly AlarmBoard alarms;
    private readonly DataDirectory directory;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Made with the object and not in the loop, which the host starts on another thread: a tick before that is kept, not lost.
    private readonly ITimer timer;
    private DateTimeOffset validateAt = DateTimeOffset.MinValue;
    private string unreachable = "";

    public TwitchAccountWatch(TwitchAccount account, ITwitchFeatureChoice features, AlarmBoard alarms, DataDirectory directory, TimeProvider time, ILogger<TwitchAccountWatch> logger)
    {
        (this.account, this.features, this.alarms, this.directory, this.time, this.logger) = (account, features, alarms, directory, time, logger);
        timer = time.CreateTimer(_ => Wake(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        account.Changed += ShowAlarm;
        using var files = WatchFile();
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await wake.Reader.ReadAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
        finally
        {
            account.Changed -= ShowAlarm;
        }
    }

    private void Wake() => wake.Writer.TryWrite(true);

    private TokenFileWatch? WatchFile()
    {
        try
        {
            return new TokenFileWatch(directory, Wake);
        }
        catch (IOException exception)
        {
            // A login is then seen at the next look, within a minute.
            Log.FileNotWatched(logger, directory.TwitchTokenFile, exception.Message);
            return null;
        }
    }

    /// <summary>Reads the store, renews when it is time, asks Twitch when an hour is over.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            if (await account.GetAsync(cancellationToken) is null)
            {
                validateAt = DateTimeOffset.MinValue;
            }
            else if (now >= validateAt)
            {
                // Unclear: asked again at the next look.
                validateAt = await account.ValidateAsync(cancellationToken) ? now + ValidateEvery : now + Interval;
            }

            unreachable = "";
        }
        catch (HttpRequestException exception)
        {
            if (unreachable.Length == 0)
            {
                Log.NotChecked(logger, exception.Message);
            }

            unreachable = exception.Message;
        }

        ShowAlarm();
    }

    private void ShowAlarm()
    {
        var text = AccountWords.Alarm(account, features);
        if (text.Length == 0 && unreachable.Length > 0 && account.Session is { } session && session.ExpiresAt <= time.GetUtcNow())
        {
            text = $"The sign-in of {session.Login} cannot be renewed; it is tried again every minute. {unreachable}";
        }

        if (text.Length > 0)
        {
            alarms.Raise(AlarmKey, text);
        }
        else
        {
            alarms.Clear(AlarmKey);
        }
    }
}
