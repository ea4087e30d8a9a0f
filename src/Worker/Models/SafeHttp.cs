using System.Net;
using System.Net.Http.Headers;

namespace IShowTts.Worker.Models;

/// <summary>
/// Asks for a part of a file over https. Redirects are followed by hand: at most five, never to http (except on this machine, for tests and local mirrors).
/// </summary>
internal sealed class SafeHttp : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient _client;

    /// <summary>Makes a client.</summary>
    /// <param name="proxy">As <c>http://HOST:PORT</c>; empty for the system's.</param>
    /// <param name="stall">How long to wait for a connection.</param>
    public SafeHttp(string proxy, TimeSpan stall)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = stall,
            UseCookies = false,
        };
        if (proxy.Length > 0)
        {
            handler.Proxy = new WebProxy(proxy);
        }

        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("iShowTTS", Hosting.WorkerVersion.Text));
    }

    /// <summary>Whether an address may be asked.</summary>
    /// <param name="address">Absolute.</param>
    public static bool IsAllowed(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether a file's address may lead to another: what is on this machine is asked only when the file itself is, so that no server makes us ask our own.</summary>
    /// <param name="from">Where the file was asked for.</param>
    /// <param name="to">Absolute.</param>
    internal static bool MayLead(Uri from, Uri to) => IsAllowed(to) && (from.IsLoopback || !to.IsLoopback);

    /// <summary>Asks, follows redirects, and returns with the headers read.</summary>
    /// <param name="url">First address.</param>
    /// <param name="start">First byte wanted; 0 for the whole file.</param>
    /// <param name="validator">Entity tag that the file must still have for a part of it; null when none is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelException">A redirect leads where it must not.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url, long start, string? validator, CancellationToken cancellationToken)
    {
        var address = url;
        for (var redirects = 0; ; redirects++)
        {
            if (!MayLead(url, address))
            {
                throw new ModelException($"{url} leads to {address.Scheme}://{address.Host}, which is not https on another machine. Nothing was fetched from there; use another mirror (Models:Mirror).");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (start > 0)
            {
                request.Headers.Range = new RangeHeaderValue(start, null);
                request.Headers.IfRange = EntityTagHeaderValue.TryParse(validator, out var tag) ? new RangeConditionHeaderValue(tag) : null;
            }

            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return response;
            }

            var location = response.Headers.Location;
            response.Dispose();
            if (location is null || redirects == MaxRedirects || !Uri.TryCreate(address, location, out var next))
            {
                throw new ModelException($"{url} leads nowhere: {(redirects < MaxRedirects ? "a redirect without a usable address" : $"more than {MaxRedirects} redirects")}. Use another mirror (Models:Mirror).");
            }

            address = next;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
