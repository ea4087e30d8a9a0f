namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>Checks and reads the requests of one kind of sender. Pure, any thread; never throws on what came from outside.</summary>
internal interface IWebhookReader
{
    /// <summary>The media type that the sender must use, lower case.</summary>
    string ContentType { get; }

    /// <summary>The HTTP status that the sender understands as taken.</summary>
    int TakenStatus { get; }

    /// <summary>Checks that the sender is who it says, then reads.</summary>
    /// <param name="source">Name of the source that the donation is given the name of.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="body">Its raw body.</param>
    /// <param name="now">Our clock.</param>
    WebhookReading Read(string source, in WebhookHeaders headers, ReadOnlyMemory<byte> body, DateTimeOffset now);
}
