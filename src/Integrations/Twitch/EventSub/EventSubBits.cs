using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads what was paid with bits.</summary>
internal static class EventSubBits
{
    /// <summary>Reads <c>channel.cheer</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeCheer(EventSubMessage message)
    {
        var body = message.Event;
        var words = new MessageTextBuilder(body.Text("message"));
        words.AddCheermotes(message.Cheermotes);
        var made = new Cheer { Bits = body.Number("bits"), Message = words.Build() };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body, isAnonymous: body.Flag("is_anonymous")));
    }

    /// <summary>Reads <c>channel.bits.use</c>: a cheer or a power-up.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeUse(EventSubMessage message)
    {
        var body = message.Event;
        var bits = body.Number("bits");
        MessageEvent? made = body.Text("type") switch
        {
            "cheer" => new Cheer { Bits = bits },
            "power_up" => new PowerUp { Bits = bits, PowerUpKind = body.Object("power_up").Text("type") },
            "custom_power_up" => new PowerUp { Bits = bits, PowerUpKind = "custom" },
            _ => null,
        };
        return made is null
            ? DecodeResult.NotAMessage($"bits used for {body.Text("type")}")
            : EventSubFields.Fill(made with { Message = EventSubText.Read(body.Object("message")) }, message, EventSubFields.ReadViewer(body));
    }

    /// <summary>Reads <c>channel.custom_power_up_redemption.add</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeCustomPowerUp(EventSubMessage message)
    {
        var body = message.Event;
        var made = new PowerUp
        {
            Bits = body.Object("custom_power_up").Number("bits"),
            PowerUpKind = "custom",
            Message = MessageText.Plain(body.Text("user_input")),
        };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body), body.Text("id"));
    }
}
