using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Events;

/// <summary>Events as JSON: camel-case members, <c>type</c> says the kind, a viewer may be a login and a message a plain text.</summary>
public static class StreamEventJson
{
    /// <summary>How events are read and written: no unknown members, no nulls where none belong, words for enumerations.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>Reads an event.</summary>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="JsonException">It is no event; the message says which member is wrong.</exception>
    public static StreamEvent Read(JsonElement json)
    {
        var streamEvent = json.Deserialize<StreamEvent>(Options) ?? throw new JsonException("null is no event");
        if (StreamEventCheck.FindError(streamEvent) is { } error) throw new JsonException(error);
        return streamEvent;
    }

    /// <summary>Writes an event as one object on one line.</summary>
    /// <param name="streamEvent">What happened.</param>
    public static string Write(StreamEvent streamEvent) => JsonSerializer.Serialize(streamEvent, Options);

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // The lines are for people and for files, never for a web page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        options.Converters.Add(new ViewerJsonConverter());
        options.Converters.Add(new MessageTextJsonConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
