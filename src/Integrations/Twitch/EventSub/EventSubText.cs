using System.Text;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads what was typed: fragments become a text and its parts.</summary>
internal static class EventSubText
{
    /// <summary>Reads a message.</summary>
    /// <param name="message">The object with <c>text</c> and <c>fragments</c>; empty when missing.</param>
    /// <param name="replyNames">Names of the one who is answered; none when it is no reply.</param>
    public static MessageText Read(EventSubObject message, params ReadOnlySpan<string> replyNames)
    {
        var whole = message.Text("text");
        var text = new StringBuilder(whole.Length);
        List<TextSpan> parts = [];
        foreach (var fragment in message.Objects("fragments"))
        {
            var words = fragment.Text("text");
            if (Read(fragment, text.Length, words.Length) is { } part) parts.Add(part);
            text.Append(words);
        }

        var joined = text.ToString();
        // Fragments that do not add up cannot be trusted to lie where they say.
        var isWhole = joined == whole || whole.Length == 0;
        var builder = new MessageTextBuilder(whole.Length == 0 ? joined : whole);
        builder.AddReplyMention(replyNames);
        if (isWhole)
            foreach (var part in parts) builder.Add(part.Start, part.Length, part.Kind, part.Id);
        return builder.Build();
    }

    private static TextSpan? Read(EventSubObject fragment, int start, int length)
    {
        var (kind, id) = fragment.Text("type") switch
        {
            "emote" => (TextSpanKind.Emote, fragment.Object("emote").Text("id")),
            "cheermote" => (TextSpanKind.Cheermote, fragment.Object("cheermote").Text("prefix")),
            // The documents say gif_id, what is sent says id.
            "gif" => (TextSpanKind.Gif, fragment.Object("gif") is var gif && gif.Text("id") is { Length: > 0 } known ? known : gif.Text("gif_id")),
            _ => default((TextSpanKind Kind, string? Id)),
        };
        return id is null ? null : new TextSpan(start, length, kind, id);
    }
}
