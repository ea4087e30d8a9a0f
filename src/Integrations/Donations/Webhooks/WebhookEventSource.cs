using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>
/// One sender of webhooks. A request is given as an event, and its sender is answered when the worker says that the event was taken;
/// the same id again is answered without giving it again. Thread safe; a restart is outlived by the queue's unique key, not by this memory.
/// </summary>
public sealed class WebhookEventSource : IEventSource
{
    private const int MaxPending = 256;
    private const int IdsRemembered = 10_000;

    private readonly IWebhookReader _reader;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly HealthBoard _board;
    private readonly WebhookCounters _counters = new();
    private readonly Lock _gate = new();
    private readonly RecentIds _taken = new(IdsRemembered);
    private readonly Dictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly Channel<Donation> _given = Channel.CreateBounded<Donation>(MaxPending);
    private int _isRead;

    private WebhookEventSource(string name, IWebhookReader reader, TimeProvider clock, TimeSpan patience, bool isEnabled, string label)
    {
        Name = name;
        IsEnabled = isEnabled;
        Label = label;
        _reader = reader;
        _clock = clock;
        _patience = patience;
        _board = new HealthBoard(clock);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Whether it takes anything; else every sender is told to stop.</summary>
    public bool IsEnabled { get; }

    /// <summary>What the user calls it; shown with its health. May be empty.</summary>
    public string Label { get; }

    /// <summary>The media type that a sender must use.</summary>
    public string ContentType => _reader.ContentType;

    /// <summary>The HTTP status that the sender understands as taken: 204, for Ko-fi 200.</summary>
    public int TakenStatus => _reader.TakenStatus;

    /// <inheritdoc/>
    public SourceHealth Health => _board.Now with { Detail = $"{(Label.Length > 0 ? $"{Label}: " : "")}{(IsEnabled ? "" : "switched off, ")}{_counters.Describe()}" };

    /// <summary>A source of signed webhooks.</summary>
    /// <param name="id">The source's id, the last part of its path; its events are of the source <c>webhook:ID</c>.</param>
    /// <param name="secrets">Every secret that is valid, 1 or more.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="patience">How long a sender waits until its event is on disk; then it is told to try again.</param>
    /// <param name="isEnabled">Whether it takes anything.</param>
    /// <param name="label">What the user calls it; may be empty.</param>
    public static WebhookEventSource Signed(string id, IReadOnlyList<WebhookSecret> secrets, TimeProvider clock, TimeSpan patience, bool isEnabled = true, string label = "") =>
        new($"webhook:{id}", new SignedWebhookReader(secrets), clock, patience, isEnabled, label);

    /// <summary>The source of Ko-fi's webhooks, named <c>kofi</c>.</summary>
    /// <param name="verificationToken">Ko-fi's token.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="patience">How long a sender waits until its event is on disk; then it is told to try again.</param>
    /// <param name="isEnabled">Whether it takes anything.</param>
    public static WebhookEventSource Kofi(string verificationToken, TimeProvider clock, TimeSpan patience, bool isEnabled = true) =>
        new("kofi", new KofiReader(verificationToken), clock, patience, isEnabled, "");

    /// <summary>How many requests ended so since the start.</summary>
    /// <param name="outcome">The end.</param>
    public long CountOf(WebhookOutcome outcome) => _counters[outcome];

    /// <summary>Counts a request that ended before it could be received.</summary>
    /// <param name="outcome">Its end.</param>
    /// <returns>The same.</returns>
    public WebhookOutcome Count(WebhookOutcome outcome)
    {
        _counters.Add(outcome);
        return outcome;
    }

    /// <summary>Receives one request: checks it, gives its event, waits until it was taken. Counts the outcome.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="body">Its raw body; not kept.</param>
    /// <param name="cancellationToken">The sender left; the event is taken all the same if it was given.</param>
    public async ValueTask<WebhookOutcome> ReceiveAsync(WebhookHeaders headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!IsEnabled) return Count(WebhookOutcome.SwitchedOff);

        var (donation, fault) = _reader.Read(Name, headers, body, _clock.GetUtcNow());
        return Count(donation is null ? fault : await GiveAsync(donation, cancellationToken));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRead, 1) == 1) throw new InvalidOperationException($"{Name} is being read already.");
        try
        {
            _board.Tell(SourceState.Connected);
            await foreach (var donation in _given.Reader.ReadAllAsync(cancellationToken))
            {
                _board.TellEvent();
                yield return donation;
            }
        }
        finally
        {
            _board.Tell(SourceState.Idle);
            Volatile.Write(ref _isRead, 0);
        }
    }

    /// <inheritdoc/>
    public void Taken(StreamEvent streamEvent) => Settle(streamEvent, isTaken: true);

    /// <inheritdoc/>
    public void Dropped(StreamEvent streamEvent) => Settle(streamEvent, isTaken: false);

    private async ValueTask<WebhookOutcome> GiveAsync(Donation donation, CancellationToken cancellationToken)
    {
        Pending? pending;
        bool isFirst;
        lock (_gate)
        {
            if (_taken.Contains(donation.Id)) return WebhookOutcome.Repeated;

            isFirst = !_pending.TryGetValue(donation.Id, out pending);
            if (pending is null)
            {
                // What is pending is at most what the channel holds, so there is room in it.
                if (_pending.Count == MaxPending || !_given.Writer.TryWrite(donation)) return WebhookOutcome.Busy;

                pending = new Pending(donation);
                _pending.Add(donation.Id, pending);
            }
        }

        try
        {
            var isTaken = await pending.Done.Task.WaitAsync(_patience, _clock, cancellationToken);
            return !isTaken ? WebhookOutcome.Failed : isFirst ? WebhookOutcome.Taken : WebhookOutcome.Repeated;
        }
        catch (TimeoutException)
        {
            // It stays pending: when the sender comes again, it is answered by what became of this one.
            return WebhookOutcome.Busy;
        }
    }

    private void Settle(StreamEvent streamEvent, bool isTaken)
    {
        Pending? settled;
        lock (_gate)
        {
            if (!_pending.TryGetValue(streamEvent.Id, out settled) || !ReferenceEquals(settled.Donation, streamEvent)) return;

            _pending.Remove(streamEvent.Id);
            if (isTaken) _taken.TryAdd(streamEvent.Id);
        }

        settled.Done.TrySetResult(isTaken);
    }

    private sealed record Pending(Donation Donation)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
