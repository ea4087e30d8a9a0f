using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IShowTts.Worker.Api;

/// <summary>Reads the JSON body of a request.</summary>
internal static class JsonBody
{
    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">What it must be.</param>
    /// <param name="shape">How it must look, for the message.</param>
    /// <param name="cancellationToken">The client left.</param>
    /// <returns>The body, or the problem to answer with; one of them is null.</returns>
    public static async ValueTask<(T? Body, ProblemBody? Problem)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, string shape, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.MediaType());
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken) is { } body
                ? (body, null)
                : (null, Problems.InvalidBody($"The body is null; send {shape}."));
        }
        catch (JsonException exception)
        {
            return (null, Problems.InvalidBody($"The body is not the JSON object {shape} (at {exception.Path ?? "$"}).", exception.Path));
        }
    }
}
