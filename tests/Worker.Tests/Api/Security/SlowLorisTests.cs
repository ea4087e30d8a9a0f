using System.Net;
using IShowTts.Worker.Api;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: many connections that say almost nothing, for as long as they may.</summary>
public class SlowLorisTests
{
    private const int Many = 50;

    [Fact]
    public async Task Limits_OfTheServer_AreSet()
    {
        await using var host = await ApiHost.StartAsync();

        var limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(90));
        limits.MaxConcurrentConnections.ShouldBe(ApiLimits.MaxConnections);
        limits.MaxConcurrentUpgradedConnections.ShouldBe(ApiLimits.MaxSockets);
        limits.MinRequestBodyDataRate.ShouldNotBeNull().BytesPerSecond.ShouldBe(240);
        limits.MinResponseDataRate.ShouldNotBeNull().BytesPerSecond.ShouldBe(240);
        limits.MaxRequestBodySize.ShouldBe(65_536);
        limits.MaxRequestHeadersTotalSize.ShouldBe(16 * 1024);
        limits.MaxRequestHeaderCount.ShouldBe(64);
    }

    [Fact]
    public async Task Headers_ThatNeverEnd_AreCutOffWhileOthersAreServed()
    {
        await using var host = await StartImpatientAsync();
        var slow = await Task.WhenAll(Enumerable.Range(0, Many).Select(async _ =>
        {
            var client = await RawClient.ConnectAsync(host.Address);
            await client.SendAsync("POST /api/utterances HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
            return client;
        }));

        using var served = await host.Client.GetAsync("/api/status");
        var answers = await Task.WhenAll(slow.Select(client => client.ReadToEndAsync()));

        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        // The connection is over, that it is said why is a courtesy.
        answers.ShouldAllBe(answer => answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
        Array.ForEach(slow, client => client.Dispose());
    }

    [Fact]
    public async Task Body_ThatNeverComes_IsCutOffWhileOthersAreServed()
    {
        await using var host = await StartImpatientAsync();
        using var slow = await RawClient.ConnectAsync(host.Address);
        await slow.SendAsync($"POST /api/utterances HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {host.Token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{");

        using var served = await host.Client.GetAsync("/api/status");
        var answer = await slow.ReadToEndAsync();

        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.ShouldNotContain("HTTP/1.1 2");
        host.Control.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedAndLeaveRoomAgain()
    {
        await using var host = await ApiHost.StartAsync(configure: services => services.PostConfigure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxConcurrentConnections = 2));
        using var first = await RawClient.ConnectAsync(host.Address);
        using var second = await RawClient.ConnectAsync(host.Address);
        await first.SendAsync("GET /healthz HTTP/1.1\r\n");
        await second.SendAsync("GET /healthz HTTP/1.1\r\n");

        (await RawClient.AskAsync(host.Address, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).ShouldBeEmpty();

        await first.SendAsync("Host: 127.0.0.1\r\nConnection: close\r\n\r\n");
        (await first.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 200 ");
    }

    /// <summary>A server with the same limits, only shorter: a test need not wait as long as an attacker.</summary>
    private static Task<ApiHost> StartImpatientAsync() => ApiHost.StartAsync(configure: services => services.PostConfigure<KestrelServerOptions>(kestrel =>
    {
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.1));
    }));
}
