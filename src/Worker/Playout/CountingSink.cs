using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>Chooses the sink by which utterances are heard: the required one, or its stand-in while that is gone for long (ADR 0091).</summary>
/// <remarks>Chosen by one player at a time; what it tells may be read from any thread.</remarks>
internal sealed class CountingSink
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private SinkPump last;
    private volatile SinkPump? chosen;

    private CountingSink(SinkPump required, SinkPump? standIn, TimeSpan standInAfter, TimeProvider time, ILogger logger)
    {
        Required = required;
        StandIn = standIn;
        StandInAfter = standInAfter;
        this.time = time;
        this.logger = logger;
        last = required;
    }

    /// <summary>The one that counts when it is open.</summary>
    public SinkPump Required { get; }

    /// <summary>The one that counts instead; null for none.</summary>
    public SinkPump? StandIn { get; }

    /// <summary>How long the required one must be closed.</summary>
    public TimeSpan StandInAfter { get; }

    /// <summary>The one that counts for the utterance that was chosen for; the required one while there is none.</summary>
    public SinkPump Chosen => chosen ?? Required;

    /// <summary>The one that counts now: for the utterance that plays, else for one that would begin now; the required one while speech waits.</summary>
    public SinkPump Now => chosen ?? Ready ?? Required;

    /// <summary>Whether one of the two was ever open.</summary>
    public bool HasOpened => Required.HasOpened || StandIn is { HasOpened: true };

    /// <summary>The one by which an utterance that begins now would be heard; null while speech waits.</summary>
    private SinkPump? Ready =>
        Required.IsOpen ? Required : StandIn is { IsOpen: true } && Required.ClosedFor is { } closed && closed >= StandInAfter ? StandIn : null;

    /// <summary>Finds both among the sinks.</summary>
    /// <param name="pumps">All sinks, in the order of the configuration.</param>
    /// <param name="options">Their names.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told when another one counts.</param>
    /// <exception cref="InvalidOperationException">There is no sink, or none of the required one's name.</exception>
    /// <exception cref="OptionsValidationException">One of them cannot count; the message names key and cure.</exception>
    public static CountingSink Find(IReadOnlyList<SinkPump> pumps, PlayoutOptions options, TimeProvider time, ILogger logger)
    {
        var required = SinkRoles.FindRequired(pumps, options.RequiredSink);
        return new CountingSink(required, SinkRoles.FindStandIn(pumps, options.StandInSink, required), TimeSpan.FromSeconds(options.StandInAfterSeconds), time, logger);
    }

    /// <summary>Waits until an utterance can be heard, and chooses by which sink.</summary>
    /// <param name="goesOn">It goes on in the middle: by the sink that was chosen for it, as long as that is open.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ChooseAsync(bool goesOn, CancellationToken cancellationToken)
    {
        if (goesOn && chosen is { IsOpen: true })
        {
            return;
        }

        chosen = null;
        if (Ready is null)
        {
            Required.TellElsewhere("");
        }

        var found = await WaitAsync(cancellationToken);
        Required.TellElsewhere(found == Required ? "" : found.Name);
        chosen = found;
        if (found != last)
        {
            last = found;
            Log.AnotherSinkCounts(logger, found.Name);
        }
    }

    /// <summary>The utterance is over.</summary>
    public void Forget() => chosen = null;

    /// <summary>Waits until an utterance could be heard.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The sink.</returns>
    public async Task<SinkPump> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Ready is { } ready)
            {
                return ready;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Required.WaitOpenAsync(either.Token), WaitStandInAsync(either.Token));
            await either.CancelAsync();
        }
    }

    /// <summary>What a sink has to do with who counts, for people.</summary>
    /// <param name="pump">The sink.</param>
    /// <returns>A sentence; empty when there is nothing to say.</returns>
    public string Explain(SinkPump pump)
    {
        var now = Now;
        if (pump == StandIn)
        {
            return now != pump ? "" : $"It stands in for {Required.Name}{(Required.ClosedAt is { } at ? FormattableString.Invariant($", which is gone since {at.UtcDateTime:HH:mm:ss} UTC") : "")}: speech is heard here.";
        }

        if (pump != Required)
        {
            return "";
        }

        if (now == StandIn)
        {
            return pump.IsOpen
                ? $"{now.Name} stands in for it until the end of this utterance."
                : FormattableString.Invariant($"It is the required sink; {now.Name} stands in for it.");
        }

        return pump.IsOpen || pump.Trouble.Length == 0 ? "" : ExplainWait(pump.IsIdle);
    }

    private string ExplainWait(bool isIdle) => (StandIn, isIdle) switch
    {
        ({ IsOpen: true } standIn, _) => FormattableString.Invariant($"It is the required sink, so speech waits; {standIn.Name} stands in for it when it was gone for {StandInAfter.TotalSeconds} s."),
        ({ } standIn, _) => $"It is the required sink, so speech waits for it or for {standIn.Name}, its stand-in, which is not open either.",
        (null, true) => "It is the required sink, so speech waits until then.",
        (null, false) => "It is the required sink, so all speech waits for it: let Playout:RequiredSink name the one that must always play, or Playout:StandInSink one that plays meanwhile.",
    };

    /// <summary>Returns when the stand-in is open, or, while it is, when its time has come.</summary>
    private Task WaitStandInAsync(CancellationToken cancellationToken)
    {
        if (StandIn is not { IsOpen: true })
        {
            return StandIn?.WaitOpenAsync(cancellationToken) ?? Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        var rest = StandInAfter - (Required.ClosedFor ?? TimeSpan.Zero);
        return Task.Delay(rest > ShortestWait ? rest : ShortestWait, time, cancellationToken);
    }
}
