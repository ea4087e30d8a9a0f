using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <summary>One channel of <c>Discord:Channels</c>: what is wished, and what the bridge tells of it. Thread safe.</summary>
/// <param name="bot">The bot whose bridge holds the connection.</param>
/// <param name="name">Key in <c>Discord:Channels</c>.</param>
/// <param name="number">Number of the sink in the bridge's protocol.</param>
/// <param name="home">The configured channel.</param>
internal sealed class VoiceLine(DiscordBot bot, string name, byte number, DiscordChannelOptions home)
{
    private readonly Lock gate = new();
    private VoiceCondition condition = new(DiscordVoicePhase.Unknown);
    private string? wish = home.ChannelId;
    private IVoiceListener? listener;

    /// <summary>Key in <c>Discord:Channels</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Number of the sink in the bridge's protocol.</summary>
    public byte Number { get; } = number;

    /// <summary>Server of the channel.</summary>
    public string GuildId { get; } = home.GuildId;

    /// <summary>The sink that speaks there; null when none does.</summary>
    public IVoiceListener? Listener
    {
        get
        {
            lock (gate)
            {
                return listener;
            }
        }
    }

    /// <summary>Channel to be in; null to stay away.</summary>
    public string? Wish
    {
        get
        {
            lock (gate)
            {
                return wish;
            }
        }
    }

    /// <summary>What the bridge last told.</summary>
    public VoiceCondition Condition
    {
        get
        {
            lock (gate)
            {
                return condition;
            }
        }
    }

    /// <summary>How it is, in words.</summary>
    public DiscordVoiceState State => bot.Describe(this);

    /// <summary>When the bridge last said anything, by the bot's clock; null before its first word.</summary>
    public long? LastWord => bot.LastWord;

    /// <summary>Sends what is told to it from now on to a sink; the bridge joins as soon as it can.</summary>
    /// <param name="sink">The sink.</param>
    public void Attach(IVoiceListener sink)
    {
        lock (gate)
        {
            listener = sink;
        }

        bot.CarryOut(this);
    }

    /// <summary>Wishes to be in a channel, or away.</summary>
    /// <param name="channelId">Which channel; null for the configured one.</param>
    public void WishFor(string? channelId)
    {
        lock (gate)
        {
            wish = channelId ?? home.ChannelId;
        }

        bot.CarryOut(this);
    }

    /// <summary>Wishes to stay away.</summary>
    public void WishAway()
    {
        lock (gate)
        {
            wish = null;
        }

        bot.CarryOut(this);
    }

    /// <summary>Takes over what the bridge tells.</summary>
    /// <param name="told">What it told.</param>
    public void Tell(VoiceCondition told)
    {
        IVoiceListener? sink;
        lock (gate)
        {
            condition = told;
            sink = listener;
        }

        sink?.OnChanged();
    }

    /// <summary>Begins a run of audio.</summary>
    /// <param name="epoch">Its number.</param>
    public void Play(uint epoch) => Order("play", epoch);

    /// <summary>Says that a run has no more audio.</summary>
    /// <param name="epoch">Its number.</param>
    public void Flush(uint epoch) => Order("flush", epoch);

    /// <summary>Drops what was not sent of a run.</summary>
    /// <param name="epoch">Its number.</param>
    public void Fade(uint epoch) => Order("fade", epoch);

    /// <summary>Sends audio.</summary>
    /// <param name="epoch">Number of the run.</param>
    /// <param name="samples">Interleaved stereo, at most 40 ms.</param>
    /// <param name="gain">Factor.</param>
    public void Send(uint epoch, ReadOnlySpan<float> samples, float gain) => bot.Send(BridgeFrames.OfAudio(Number, epoch, samples, gain));

    /// <summary>Ends the bridge at once: it does not answer, and must be silent.</summary>
    /// <param name="reason">Why, for the log.</param>
    public void Cut(string reason) => bot.Cut(Name, reason);

    private void Order(string kind, uint epoch)
        => bot.Send(BridgeFrames.Of(new BridgeOrders.Run { T = kind, Sink = Number, Epoch = epoch }, BridgeJsonContext.Default.Run));
}
