using IShowTts.Integrations.Playback;

namespace IShowTts.Worker.Playout;

/// <summary>Up to where each sink has played the utterance from its start without a gap. Used by one player at a time.</summary>
internal sealed class CueCoverage
{
    private readonly Dictionary<SinkPump, TimeSpan> covered = [];
    private readonly HashSet<SinkPump> whole = [];
    private TimeSpan begin;

    /// <summary>Up to where a sink has played it.</summary>
    public TimeSpan Of(SinkPump pump) => covered.GetValueOrDefault(pump);

    /// <summary>Forgets everything: another utterance comes.</summary>
    public void Clear()
    {
        covered.Clear();
        whole.Clear();
    }

    /// <summary>It is played from a position on.</summary>
    /// <param name="start">The position. Sinks fade at most a buffer apart, so one that came to this side of it goes on.</param>
    /// <param name="pumps">The sinks that play it, told already that it begins (<see cref="SinkPump.BeginCue"/>).</param>
    public void Begin(TimeSpan start, IEnumerable<SinkPump> pumps)
    {
        begin = start;
        whole.Clear();
        whole.UnionWith(pumps.Where(pump => Of(pump) + IAudioSink.MaxBuffer >= start));
    }

    /// <summary>A sink did not take a part of it: what it plays from now on has a gap before it.</summary>
    public void Miss(SinkPump pump) => whole.Remove(pump);

    /// <summary>Nothing is running any more: keeps what the sinks have played since <see cref="Begin"/>.</summary>
    public void Note()
    {
        foreach (var pump in whole)
        {
            // One that was lost and opened meanwhile may have dropped what it held.
            if (!pump.WasLost && begin + pump.Heard is var until && until > Of(pump))
            {
                covered[pump] = until;
            }
        }

        whole.Clear();
    }
}
