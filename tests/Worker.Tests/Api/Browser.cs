using System.Net;
using System.Text;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api;

/// <summary>Sends what a browser would: the cookie it was given and the page's origin with every change.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient client;

    public Browser(Uri address)
    {
        Address = address;
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = Cookies }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public string? Cookie
    {
        get => Cookies.GetCookies(Address)[SessionCookie.Name]?.Value;
        set => Cookies.Add(Address, new Cookie(SessionCookie.Name, value, "/"));
    }

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public Task<HttpResponseMessage> SignInAsync(string json) => SendAsync(HttpMethod.Post, "/api/session", json);

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, string? origin = "own")
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? Origin : origin);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public void Dispose() => client.Dispose();
}
