using System.Text.Json;

namespace IShowTts.Integrations.Donations.StreamElements;

/// <summary>A message of the Astro gateway.</summary>
/// <param name="Type"><c>welcome</c>, <c>response</c>, <c>message</c>, <c>reconnect</c> …</param>
/// <param name="Nonce">What it answers; empty for none.</param>
/// <param name="Error">The error's code; empty for none.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Room">StreamElements' id of the channel.</param>
/// <param name="Data">Its content; good as long as the document is.</param>
internal readonly record struct AstroMessage(string Type, string Nonce, string Error, string Topic, string Room, JsonElement Data)
{
    /// <summary>Reads a message; what is missing is empty.</summary>
    /// <param name="json">The document.</param>
    public static AstroMessage Read(JsonElement json)
    {
        var data = json.Member("data");
        return new AstroMessage(json.Text("type"), json.Text("nonce"), First(json.Text("error"), data.Text("error")), First(json.Text("topic"), data.Text("topic")), First(json.Text("room"), data.Text("room")), data);
    }

    private static string First(string text, string other) => text.Length > 0 ? text : other;
}
