using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Events;

/// <summary>A message as JSON: an object with <c>text</c> and <c>spans</c>, or just the text.</summary>
internal sealed class MessageTextJsonConverter : JsonConverter<MessageText>
{
    private const int MaxLength = 20_000;

    /// <inheritdoc/>
    public override MessageText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var form = reader.TokenType == JsonTokenType.String
            ? new Form { Text = reader.GetString() ?? "" }
            : JsonSerializer.Deserialize<Form>(ref reader, options) ?? throw new JsonException("message must be a text or an object");
        if (form.Text.Length > MaxLength) throw new JsonException($"message is longer than {MaxLength} characters");

        var spans = form.Spans.IsDefault ? [] : form.Spans;
        var end = 0;
        foreach (var span in spans)
        {
            if (span.Start < end || span.Length < 1 || span.Length > form.Text.Length - span.Start)
                throw new JsonException("message.spans must lie inside the text, in order, without overlap");
            if (IsInsidePair(form.Text, span.Start) || IsInsidePair(form.Text, span.Start + span.Length))
                throw new JsonException("message.spans must not cut a character in half");
            end = span.Start + span.Length;
        }

        return new MessageText(form.Text, spans);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MessageText value, JsonSerializerOptions options)
    {
        if (value.Spans.IsDefaultOrEmpty) writer.WriteStringValue(value.Text);
        else JsonSerializer.Serialize(writer, new Form { Text = value.Text, Spans = value.Spans }, options);
    }

    private static bool IsInsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text, at - 1);

    private sealed record Form
    {
        public string Text { get; init; } = "";

        public ImmutableArray<TextSpan> Spans { get; init; } = [];
    }
}
