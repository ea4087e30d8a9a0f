using System.Net;
using System.Text;
using IShowTts.Worker.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: somebody sends far more than anybody says.</summary>
public class HugeBodyTests
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Text_OfTenMegabytes_IsRefusedBeforeItIsRead(bool saysItsLength)
    {
        await using var host = await ApiHost.StartAsync();
        var head = saysItsLength ? $"Content-Length: {TenMegabytes}" : "Transfer-Encoding: chunked";
        var body = saysItsLength ? "{\"text\":\"" : $"{TenMegabytes:x}\r\n{{\"text\":\"{new string('a', 200_000)}";

        var answer = await RawClient.AskAsync(
            host.Address,
            $"POST /api/utterances HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {host.Token}\r\nContent-Type: application/json\r\n{head}\r\nConnection: close\r\n\r\n{body}");

        answer.ShouldStartWith("HTTP/1.1 413 ");
        answer.ShouldContain("urn:ishowtts:problem:body-too-large");
    }

    [Theory]
    [InlineData(65_536L, "At most 65536 bytes are taken (Api:MaxBodyBytes).")]
    [InlineData(21_000_000L, "At most 21000000 bytes are taken here.")]
    [InlineData(null, "At most 65536 bytes are taken (Api:MaxBodyBytes).")]
    public void Answer_ToABodyBeyondALimit_TellsTheLimitOfThatRequest(long? limit, string expected)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpMaxRequestBodySizeFeature>(new BodyLimit { MaxRequestBodySize = limit });

        Problems.TooLarge(context, 65_536).Detail.ShouldBe(expected);
    }

    [Fact]
    public async Task Text_LongerThanAllowed_NamesTheKey()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/utterances", $$"""{"text":"{{new string('a', 2_001)}}"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Api:MaxTextCharacters");
    }

    [Fact]
    public async Task SignIn_OfAHugeBody_IsRefused()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Stranger.PostAsync("/api/session", new StringContent($$"""{"code":"{{new string('a', 1_000_000)}}"}""", Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("GET /", 9_000, "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ", 20_000, "431")]
    public async Task Head_OfEndlessLength_IsRefused(string begin, int length, string status)
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await RawClient.AskAsync(host.Address, begin + new string('a', length) + "\r\n\r\n");

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task Json_NestedWithoutEnd_IsRefused()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/utterances", $$"""{"text":{{new string('[', 20_000)}}}""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private sealed class BodyLimit : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => true;

        public long? MaxRequestBodySize { get; set; }
    }
}
