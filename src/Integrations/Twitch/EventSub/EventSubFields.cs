using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>What many events have in common.</summary>
internal static class EventSubFields
{
    /// <summary>Adds who, where, when and which.</summary>
    /// <param name="made">The event with what is its own.</param>
    /// <param name="message">The message it came in.</param>
    /// <param name="viewer">Who did it.</param>
    /// <param name="id">The event's own id; null when it has none and the message's id stands in.</param>
    /// <param name="messageId">Id of the chat message; empty where there is none.</param>
    public static DecodeResult Fill(MessageEvent made, EventSubMessage message, Viewer viewer, string? id = null, string messageId = "")
    {
        var body = message.Event;
        var room = body.Text("broadcaster_user_id");
        var from = body.Text("source_broadcaster_user_id");
        return DecodeResult.Of(made with
        {
            Id = string.IsNullOrEmpty(id) ? message.Id : id,
            Source = EventSubDecoder.Source,
            Channel = Channel(message),
            At = message.At,
            Viewer = viewer,
            MessageId = messageId,
            SharedFrom = from.Length > 0 && from != room ? from : null,
            SharedId = body.Text("source_message_id") is { Length: > 0 } sharedId ? sharedId : null,
        });
    }

    /// <summary>Lower-case login of the channel.</summary>
    /// <param name="message">The message.</param>
    public static string Channel(EventSubMessage message) => message.Event.Text("broadcaster_user_login").ToLowerInvariant();

    /// <summary>Reads a viewer from the members <c>…_id</c>, <c>…_login</c>, <c>…_name</c>; one of login and name must be there.</summary>
    /// <param name="body">Where they are.</param>
    /// <param name="prefix">How they begin: <c>user</c>, <c>chatter_user</c> …</param>
    /// <param name="isAnonymous">Whether the viewer chose not to be named.</param>
    public static Viewer ReadViewer(EventSubObject body, string prefix = "user", bool isAnonymous = false)
    {
        if (isAnonymous) return Viewer.Anonymous;
        var login = body.Text(prefix + "_login");
        var name = body.Text(prefix + "_name");
        if (login.Length == 0 && name.Length == 0) body.Note(prefix + "_login", "there");
        return ViewerNames.Make(body.Text(prefix + "_id"), login, name, ReadRoles(body));
    }

    /// <summary>Reads money.</summary>
    /// <param name="amount">The object with <c>value</c>, <c>currency</c> and the number of digits behind the point (two spellings are seen).</param>
    public static Donation ReadMoney(EventSubObject amount)
    {
        var digits = amount.Number("decimal_places") + amount.Number("decimal_place");
        var currency = amount.Needed("currency").ToUpperInvariant();
        if (digits > 6) amount.Note("decimal_places", "6 or less");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetter)) amount.Note("currency", "three letters");
        return new Donation { Amount = new decimal(amount.Number("value"), 0, 0, isNegative: false, (byte)Math.Min(digits, 6)), Currency = currency };
    }

    private static ViewerRoles ReadRoles(EventSubObject body)
    {
        var roles = ViewerRoles.Everyone;
        foreach (var badge in body.Objects("badges")) roles |= BadgeRoles.Of(badge.Text("set_id"));
        return roles;
    }
}
