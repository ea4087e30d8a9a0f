namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>The first thing that is wrong with a message.</summary>
internal sealed class EventSubProblem
{
    /// <summary>What is wrong, for people; null when nothing is.</summary>
    public string? First { get; private set; }

    /// <summary>Notes something wrong; only the first is kept.</summary>
    /// <param name="problem">What is wrong.</param>
    public void Note(string problem) => First ??= problem;
}
