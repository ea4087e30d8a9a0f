using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IShowTts.Worker.Api;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli;

/// <summary>Talks to the running worker through its HTTP API; finds it by the files in the data directory.</summary>
internal sealed class WorkerClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient http;

    private WorkerClient(Uri address, ApiToken? token)
    {
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(3) })
        {
            BaseAddress = address,
            Timeout = Patience,
            MaxResponseContentBufferSize = 16 * 1024 * 1024,
        };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        }
    }

    /// <summary>Where the worker listens.</summary>
    public Uri Address => http.BaseAddress!;

    /// <summary>Finds the running worker.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <exception cref="WorkerClientException">None runs there.</exception>
    public static WorkerClient Connect(DataDirectory directory)
    {
        string text;
        try
        {
            text = File.Exists(directory.AddressFile) ? File.ReadAllText(directory.AddressFile).Trim() : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkerClientException($"{directory.AddressFile} cannot be read: {exception.Message}", exception);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http"
            ? new WorkerClient(address, ApiToken.Find(directory))
            : throw NotRunning(directory);
    }

    /// <summary>Sends a request.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path from the root.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="directory">The worker's data directory, for the message when it does not answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="WorkerClientException">The worker does not answer, or says no.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, DataDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("The answer is empty.")
                : throw new WorkerClientException(Explain(bytes, (int)response.StatusCode));
        }
        catch (HttpRequestException exception)
        {
            throw NotRunning(directory, exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkerClientException($"The worker at {Address} did not answer within {Patience.TotalSeconds:0} s.", exception);
        }
        catch (JsonException exception)
        {
            throw new WorkerClientException($"What answers at {Address} is not this worker. Is another program on that port? Delete {directory.AddressFile} if no worker runs.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static WorkerClientException NotRunning(DataDirectory directory, Exception? inner = null) =>
        new($"No worker runs with the data directory {directory.Root}. Start one with: ishowtts run (or name its folder with --data-dir).", inner);

    private static string Explain(byte[] bytes, int status)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(bytes, CliJsonContext.Readable.ProblemBody);
            return problem is { Title: not null } ? $"{problem.Title}. {problem.Detail}" : $"The worker answered with HTTP status {status}.";
        }
        catch (JsonException)
        {
            return $"The worker answered with HTTP status {status}.";
        }
    }
}
