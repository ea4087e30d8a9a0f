using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace IShowTts.Integrations.Donations;

/// <summary>Calls a service's HTTP API. It logs nothing and its exceptions tell no address: some hold a key.</summary>
/// <remarks>Its own client and not one of the factory, whose handlers log addresses.</remarks>
/// <param name="service">The service, for messages.</param>
/// <param name="tokenKey">The configuration key of the token, for the cure.</param>
/// <param name="address">Address of the API; only whether it is this machine matters.</param>
/// <param name="limit">How long a call may take.</param>
/// <param name="clock">The clock.</param>
internal sealed class DonationApi(string service, string tokenKey, Uri address, TimeSpan limit, TimeProvider clock) : IDisposable
{
    private const int LongestAnswer = 1024 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        // A redirect could carry the token elsewhere.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !address.IsLoopback,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        MaxResponseContentBufferSize = LongestAnswer,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Calls and reads the answer.</summary>
    /// <param name="call">Where; may hold a key.</param>
    /// <param name="bearer">Token for the header; null for none.</param>
    /// <param name="body">JSON to post; null to get.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The answer; the caller disposes it.</returns>
    /// <exception cref="DonationConnectionException">No answer, or none that can be read.</exception>
    /// <exception cref="DonationRefusedException">The token is not accepted (401).</exception>
    public async Task<JsonDocument> CallAsync(Uri call, string? bearer, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, call);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            if (!response.IsSuccessStatusCode) throw Refusal(response);
            return DonationJson.TryParse(await response.Content.ReadAsStringAsync(either.Token)) ?? throw new DonationConnectionException($"{service} gave an answer that is no JSON.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new DonationConnectionException(
                deadline.IsCancellationRequested ? $"{service} did not answer within {limit.TotalSeconds:0.#} s." : $"{service} cannot be reached. Check the network.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private Exception Refusal(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized)
            return new DonationRefusedException($"{service} does not accept the token (401). Set a new one in {tokenKey} and start again.");
        // A proxy, or a page against robots, answers with 403 too; those pass.
        var cure = response.StatusCode is HttpStatusCode.Forbidden ? $" If it stays so, set a new token in {tokenKey}." : "";
        return new DonationConnectionException($"{service} answered with {(int)response.StatusCode}.{cure}")
        {
            Status = response.StatusCode,
            RetryAfter = response.Headers.RetryAfter?.Delta is { } wait ? DonationSocket.ReadRetryAfter($"{wait.TotalSeconds:0}") : null,
        };
    }
}
