using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: line breaks in what a client sends come back in the head of the answer and make headers, or an answer, of the attacker's.</summary>
public class HeaderInjectionTests
{
    private const string Break = "%0d%0aX-Injected:%20yes%0d%0a%0d%0aHTTP/1.1%20200%20OK";

    [Fact]
    public async Task LineBreaks_InEveryAddressAndQuery_MakeNoHeader()
    {
        await using var worker = await RealWorker.StartAsync();
        foreach (var route in worker.Routes)
        {
            var path = route.Path.Replace(new string('a', 32), "a" + Break, StringComparison.Ordinal);
            foreach (var address in new[] { path, $"{path}?after={Break}&state={Break}&limit={Break}&theme={Break}&list={Break}&word={Break}&x{Break}={Break}" })
            {
                var answer = await RawClient.AskAsync(
                    worker.Address, $"{route.Method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {worker.Token}\r\nContent-Length: 0\r\nLast-Event-ID: x\r\nConnection: close\r\n\r\n");

                Heads(answer).ShouldBe(1, $"{route.Method} {address}: {answer}");
                HeadOf(answer).ShouldNotContain("X-Injected", Case.Insensitive, $"{route.Method} {address}");
            }
        }
    }

    [Theory]
    [InlineData("Host: 127.0.0.1\rX-Injected: yes")]
    [InlineData("Host: 127.0.0.1\r\nOrigin: http://a\rX-Injected: yes")]
    [InlineData("Host: 127.0.0.1\r\nOrigin: http://a\u0000X-Injected: yes")]
    [InlineData("Host: 127.0.0.1\r\nLast-Event-ID: 1\r X-Injected: yes")]
    public async Task LineBreaks_InHeaders_AreNoRequest(string headers)
    {
        await using var worker = await RealWorker.StartAsync();

        var answer = await RawClient.AskAsync(worker.Address, $"GET /api/status HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        HeadOf(answer).ShouldNotContain("X-Injected", Case.Insensitive);
    }

    [Fact]
    public async Task LineBreaks_InTheListedOrigin_AreNotSaidAgain()
    {
        await using var worker = await RealWorker.StartAsync(("Api:AllowedOrigins:0", "http://localhost:3000"));

        var answer = await RawClient.AskAsync(worker.Address, "GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://localhost:3000%0d%0aX-Injected: yes\r\nConnection: close\r\n\r\n");

        HeadOf(answer).ShouldNotContain("Access-Control");
    }

    [Fact]
    public async Task Requests_SmuggledBehindOneAnother_AreOneRequest()
    {
        await using var worker = await RealWorker.StartAsync();

        var answer = await RawClient.AskAsync(
            worker.Address,
            $"POST /api/speech/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {worker.NewKey(ApiScope.Read)}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nPOST /api/speech/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {worker.Token}\r\n\r\n");

        Heads(answer).ShouldBe(1);
        answer.ShouldNotContain("HTTP/1.1 200");
    }

    private static string HeadOf(string answer) => answer.Split("\r\n\r\n", 2)[0];

    /// <summary>Answers that begin in a text at the begin of a line.</summary>
    private static int Heads(string answer) => ("\r\n" + answer).Split("\r\nHTTP/1.1 ").Length - 1;
}
