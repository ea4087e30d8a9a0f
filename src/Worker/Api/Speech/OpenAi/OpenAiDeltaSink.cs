using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Sends bytes as OpenAI's events.</summary>
/// <param name="response">To whom.</param>
internal sealed class OpenAiDeltaSink(HttpResponse response) : IByteSink
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        new(SendAsync(new OpenAiDeltaBody(bytes), OpenAiJsonContext.Default.OpenAiDeltaBody, cancellationToken));

    /// <summary>Sends any event; like OpenAI's, its name is the field <c>type</c> of its data.</summary>
    public async Task SendAsync<T>(T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync("data: "u8.ToArray(), cancellationToken);
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, type), cancellationToken);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
