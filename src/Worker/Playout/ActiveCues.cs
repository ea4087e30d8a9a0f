using System.Collections.Concurrent;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Playout;

/// <summary>Cues that were taken from the queue and are not finished: being synthesized, ahead, or playing. At most three.</summary>
internal sealed class ActiveCues
{
    private readonly ConcurrentDictionary<string, Cue> cues = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is taken.</summary>
    public bool IsEmpty => cues.IsEmpty;

    /// <summary>Adds a cue under its utterance's id.</summary>
    public void Add(Cue cue) => cues[cue.Utterance.Id] = cue;

    /// <summary>Removes a cue; a newer one of the same utterance stays.</summary>
    public void Remove(Cue cue) => cues.TryRemove(KeyValuePair.Create(cue.Utterance.Id, cue));

    /// <summary>The cue of an utterance; null when it is not active. It may be disposed of at any time.</summary>
    public Cue? Find(string utteranceId) => cues.GetValueOrDefault(utteranceId);

    /// <summary>Ends a cue, if it is there. Its utterance's final state must be committed before.</summary>
    public void Cancel(string utteranceId)
    {
        if (cues.TryGetValue(utteranceId, out var cue))
        {
            cue.Cancel();
        }
    }

    /// <summary>Ends every cue that fits, without looking at the store: for when the store cannot be written and silence cannot wait.</summary>
    public void Cancel(UtteranceMatch match)
    {
        foreach (var cue in cues.Values.Where(cue => match.Fits(cue.Utterance)))
        {
            cue.Cancel();
        }
    }
}
