using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.TestKit.Queue;

/// <summary>Utterances for tests. Ids count up, so that they sort by age.</summary>
internal static class TestUtterance
{
    private static long s_last;

    /// <summary>Free chat of a viewer.</summary>
    public static Utterance Chat(string login = "ana", string text = "hello", int priority = 0) => new()
    {
        Id = NextId(),
        Kind = UtteranceKind.Chat,
        Source = "test",
        EventId = Guid.NewGuid().ToString("N"),
        MessageId = Guid.NewGuid().ToString("N"),
        Channel = "somechannel",
        Viewer = new Viewer("id-" + login, login, login),
        OriginalText = text,
        SpokenText = text,
        Priority = priority,
    };

    /// <summary>Paid with bits.</summary>
    public static Utterance Paid(string login = "bob", string text = "cheer100 hello", int priority = 40) => Chat(login, text, priority) with
    {
        Kind = UtteranceKind.Cheer,
        Amount = new Amount(100, "bits"),
        IsPaid = true,
    };

    /// <summary>Asked for by the streamer.</summary>
    public static Utterance Manual(string text = "welcome") => Chat("streamer", text, 50) with { Kind = UtteranceKind.Manual, MessageId = "" };

    /// <summary>A new id, greater than all before.</summary>
    public static string NextId() => Interlocked.Increment(ref s_last).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
