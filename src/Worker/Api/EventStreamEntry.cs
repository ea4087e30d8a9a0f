using System.Globalization;
using System.Text;
using System.Text.Json;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>One transition as it goes out to every listener: written once, for all of them.</summary>
internal sealed class EventStreamEntry
{
    private readonly Lazy<byte[]> bytes;

    /// <summary>Keeps a transition.</summary>
    public EventStreamEntry(UtteranceTransition transition)
    {
        Sequence = transition.Sequence;
        bytes = new Lazy<byte[]>(() => Format(transition));
    }

    /// <summary>Its number: the id of the event.</summary>
    public long Sequence { get; }

    /// <summary>The event; UTF-8.</summary>
    public byte[] Bytes => bytes.Value;

    /// <summary>What a listener is told when the history before a transition is gone.</summary>
    /// <param name="from">First sequence that is missing.</param>
    /// <param name="to">Last sequence that is missing.</param>
    public static byte[] Missed(long from, long to) =>
        Encoding.UTF8.GetBytes($"event: missed\ndata: {JsonSerializer.Serialize(new MissedBody(from, to), ApiJsonContext.Default.MissedBody)}\n\n");

    private static byte[] Format(UtteranceTransition transition)
    {
        var body = new TransitionBody(
            transition.Sequence,
            transition.At,
            transition.From is { } from ? Kebab.Of(from) : null,
            Kebab.Of(transition.Utterance.State),
            UtteranceBody.From(transition.Utterance));
        var json = JsonSerializer.Serialize(body, ApiJsonContext.Default.TransitionBody);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {transition.Sequence}\nevent: utterance\ndata: {json}\n\n"));
    }
}
