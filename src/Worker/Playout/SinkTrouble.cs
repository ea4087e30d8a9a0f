using IShowTts.Integrations.Playback;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Playout;

/// <summary>Why a sink is not open: for people, and as an alarm when it is a fault. Thread safe.</summary>
/// <param name="name">Name of the sink.</param>
/// <param name="alarms">Where a fault is told.</param>
internal sealed class SinkTrouble(string name, AlarmBoard alarms)
{
    private readonly Lock gate = new();
    private string elsewhere = "";

    /// <summary>One sentence; empty when all is well.</summary>
    public string Text { get; private set; } = "";

    /// <summary>It is closed because nobody is there to hear, which is no fault.</summary>
    public bool IsIdle { get; private set; }

    private string AlarmKey => $"sink:{name}";

    /// <summary>Says that it cannot be opened, or was lost.</summary>
    /// <param name="error">Why.</param>
    /// <param name="what">What happened to it, as a verb.</param>
    public void Tell(AudioSinkException error, string what)
    {
        lock (gate)
        {
            IsIdle = error.IsIdle;
            Text = IsIdle ? error.Message : $"{name} {what}: {error.Message}";
            Show();
        }
    }

    /// <summary>Says that all is well.</summary>
    public void Clear()
    {
        lock (gate)
        {
            Text = elsewhere = "";
            IsIdle = false;
            Show();
        }
    }

    /// <summary>Says where speech is heard meanwhile; forgotten when all is well again.</summary>
    /// <param name="sink">Name of the sink; empty for nowhere.</param>
    public void TellElsewhere(string sink)
    {
        lock (gate)
        {
            elsewhere = sink;
            Show();
        }
    }

    private void Show()
    {
        if (Text.Length == 0 || IsIdle)
        {
            alarms.Clear(AlarmKey);
        }
        else
        {
            alarms.Raise(AlarmKey, elsewhere.Length == 0 ? Text : $"{Text} Meanwhile speech is heard on {elsewhere}.");
        }
    }
}
