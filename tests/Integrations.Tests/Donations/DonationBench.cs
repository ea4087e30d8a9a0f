using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Tests.Donations;

/// <summary>A source that reads a loopback service with short waits, everything it logs, and a limit for the whole test.</summary>
internal sealed class DonationBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly DonationEventSource _source;
    private readonly IAsyncEnumerator<StreamEvent> _events;
    private Task<bool>? _next;

    private DonationBench(DonationEventSource source, CapturingLogger<DonationEventSource> log)
    {
        (_source, Log) = (source, log);
        _events = source.ReadAsync(Limit).GetAsyncEnumerator(Limit);
    }

    public CancellationToken Limit => _limit.Token;

    public CapturingLogger<DonationEventSource> Log { get; }

    public SourceHealth Health => _source.Health;

    /// <summary>Starts reading.</summary>
    public static DonationBench Start<TOptions>(TOptions options, Func<TOptions, TimeProvider, Func<double>, ILogger, IDonationFeed> makeFeed)
        where TOptions : DonationSettings
    {
        (options.ReconnectMinSeconds, options.ReconnectMaxSeconds) = (0.005, 0.05);
        var log = new CapturingLogger<DonationEventSource>();
        var random = new Random(7);
        var feed = makeFeed(options, TimeProvider.System, random.NextDouble, log);
        var bench = new DonationBench(new DonationEventSource(feed, options, TimeProvider.System, random.NextDouble, log), log);
        bench._next = bench._events.MoveNextAsync().AsTask();
        return bench;
    }

    /// <summary>The next donation.</summary>
    public async Task<Donation> NextAsync()
    {
        (await TakeAsync()).ShouldBeTrue(Health.Detail);
        return _events.Current.ShouldBeOfType<Donation>();
    }

    /// <summary>Waits until the source gave up.</summary>
    public async Task EndedAsync()
    {
        (await TakeAsync()).ShouldBeFalse();
        Health.State.ShouldBe(SourceState.Failed);
    }

    /// <summary>Waits until a logged line has this in it; what the health says is logged right after.</summary>
    public Task SaysAsync(string part) => Log.SaysAsync(part, Limit);

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        if (_next is { } next) await Task.WhenAny(next);
        await _events.DisposeAsync();
        _source.Dispose();
        _limit.Dispose();
    }

    private Task<bool> TakeAsync()
    {
        var taken = _next ?? _events.MoveNextAsync().AsTask();
        _next = null;
        return taken;
    }
}
