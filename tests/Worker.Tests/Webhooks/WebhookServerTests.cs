using System.Net;
using System.Net.Sockets;
using System.Text;
using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations;
using IShowTts.Worker.Api;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Webhooks;

/// <summary>The whole worker behind real sockets: what is genuine is spoken once, all else gets its code, a counter and no line in the log.</summary>
public sealed class WebhookServerTests
{
    private static readonly DateTimeOffset s_longAgo = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public async Task Donation_Signed_IsOnDiskWhenAnswered_AndIsSpoken()
    {
        await using var host = await WebhookHost.StartAsync();

        var response = await host.SendSignedAsync("msg_1", WebhookSender.Donation("Alice", "\"3.50\"", "EUR", "hello there"));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.ListAsync()).ShouldHaveSingleItem().EventId.ShouldBe("msg_1");
        var heard = await host.Worker.WaitAsync("msg_1", UtteranceState.Heard);
        heard.Kind.ShouldBe(UtteranceKind.Donation);
        heard.Source.ShouldBe("webhook:shop");
        heard.IsPaid.ShouldBeTrue();
        heard.Amount.ShouldBe(new Amount(3.50m, "EUR"));
        heard.SpokenText.ShouldBe("Alice donated three euros fifty: hello there");
    }

    [Fact]
    public async Task Donation_OfKofi_IsAnswered200AndSpoken()
    {
        await using var host = await WebhookHost.StartAsync();

        var response = await host.SendKofiAsync(WebhookSender.Kofi("a1a1", WebhookHost.KofiToken, "Carol", "3.00", "good luck"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var heard = await host.Worker.WaitAsync("a1a1", UtteranceState.Heard);
        heard.Source.ShouldBe("kofi");
        heard.SpokenText.ShouldBe("Carol donated three dollars: good luck");
    }

    [Fact]
    public async Task Test_OfEitherKind_IsSpokenAndStaysMarkedInTheHistory()
    {
        await using var host = await WebhookHost.StartAsync();

        await host.SendSignedAsync("msg_1", WebhookSender.Donation(isTest: true));
        await host.SendKofiAsync(WebhookSender.Kofi("a1", WebhookHost.KofiToken, "Jo Example", transaction: "00000000-1111-2222-3333-444444444444"));
        await host.SendSignedAsync("msg_2", WebhookSender.Donation());

        (await host.Worker.WaitAsync("msg_1", UtteranceState.Heard)).IsTest.ShouldBeTrue();
        (await host.Worker.WaitAsync("a1", UtteranceState.Heard)).IsTest.ShouldBeTrue();
        (await host.Worker.WaitAsync("msg_2", UtteranceState.Heard)).IsTest.ShouldBeFalse();
    }

    [Fact]
    public async Task Repeat_AtOnceAndAfterARestart_IsAnsweredAndSpokenOnce()
    {
        using var folder = new TemporaryDirectory();
        var directory = folder.Combine("data");
        Directory.CreateDirectory(directory);
        await using (var host = await WebhookHost.StartAsync(directory))
        {
            (await host.SendSignedAsync("msg_1", WebhookSender.Donation())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await host.SendSignedAsync("msg_1", WebhookSender.Donation())).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await host.SendKofiAsync(WebhookSender.Kofi("a1", WebhookHost.KofiToken))).StatusCode.ShouldBe(HttpStatusCode.OK);
            await host.Worker.WaitAsync("msg_1", UtteranceState.Heard);
            await host.Worker.WaitAsync("a1", UtteranceState.Heard);
            host.Shop.CountOf(WebhookOutcome.Repeated).ShouldBe(1);
        }

        await using var again = await WebhookHost.StartAsync(directory);
        (await again.SendSignedAsync("msg_1", WebhookSender.Donation())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await again.SendKofiAsync(WebhookSender.Kofi("a1", WebhookHost.KofiToken))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.SendSignedAsync("msg_2", WebhookSender.Donation())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await again.Worker.WaitAsync("msg_2", UtteranceState.Heard);

        (await again.ListAsync()).Select(utterance => utterance.EventId).Order(StringComparer.Ordinal).ShouldBe(["a1", "msg_1", "msg_2"]);
        Spoken(again).ShouldBe(1, "only the new one is spoken after the restart");
    }

    [Fact]
    public async Task Donation_DroppedByAnError_Is500_AndIsSpokenWhenItComesAgain()
    {
        await using var host = await WebhookHost.StartAsync(configure: services => services.AddSingleton<IIntakeObserver>(new FailingOnce()));

        var first = await host.SendSignedAsync("msg_1", WebhookSender.Donation());
        var second = await host.SendSignedAsync("msg_1", WebhookSender.Donation());

        first.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        second.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await host.Worker.WaitAsync("msg_1", UtteranceState.Heard);
        (await host.ListAsync()).Count.ShouldBe(1);
        host.Shop.CountOf(WebhookOutcome.Failed).ShouldBe(1);
    }

    [Fact]
    public async Task Forgeries_AllGetTheSameAnswerAndACounter()
    {
        await using var host = await WebhookHost.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var body = WebhookSender.Donation(message: "stolen words");
        HttpRequestMessage[] forgeries =
        [
            WebhookSender.Signed("/hooks/shop", "msg_1", body, now, WebhookSecret.Generate()),
            WebhookSender.Signed("/hooks/shop", "msg_1", body, now.AddSeconds(-330)),
            WebhookSender.Signed("/hooks/shop", "msg_1", body, now.AddSeconds(330)),
            WebhookSender.Signed("/hooks/shop", "msg_1", body, s_longAgo),
            Changed(WebhookSender.Signed("/hooks/shop", "msg_1", body, now), "webhook-id", "msg_2"),
            Changed(WebhookSender.Signed("/hooks/shop", "msg_1", body, now), "webhook-signature", "v2,AAAA"),
            WebhookSender.KofiRequest(WebhookHost.KofiPath, WebhookSender.Kofi("a1", "wrong-token", message: "stolen words")),
        ];

        var answers = new HashSet<string>();
        foreach (var forgery in forgeries)
        {
            var response = await host.Client.SendAsync(forgery);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        answers.ShouldHaveSingleItem().ShouldNotContain("stolen");
        host.Shop.CountOf(WebhookOutcome.Refused).ShouldBe(6);
        host.Shop.Health.Detail.ShouldContain("6 refused");
        (await host.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_GetsItsCode()
    {
        await using var host = await WebhookHost.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var body = WebhookSender.Donation();

        (await StatusAsync(host, Changed(WebhookSender.Signed("/hooks/shop", "m", body, now), "webhook-id", null))).ShouldBe(400);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/shop", "m", """{"test": 2432232314}""", now))).ShouldBe(400);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/shop", "m", "{", now))).ShouldBe(400);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/nobody", "m", body, now))).ShouldBe(404);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/shop/", "m", body, now))).ShouldBe(404);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/", "m", body, now))).ShouldBe(404);
        (await StatusAsync(host, WebhookSender.KofiRequest("/kofi/unguessable-path-0123456788", WebhookSender.Kofi("a", WebhookHost.KofiToken)))).ShouldBe(404);
        (await StatusAsync(host, new HttpRequestMessage(HttpMethod.Get, "/hooks/shop"))).ShouldBe(405);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/old", "m", body, now))).ShouldBe(410);
        (await StatusAsync(host, Typed(WebhookSender.Signed("/hooks/shop", "m", body, now), "text/plain"))).ShouldBe(415);
        (await StatusAsync(host, Typed(WebhookSender.Signed("/hooks/shop", "m", body, now), "application/json; charset=utf-16"))).ShouldBe(415);
        (await StatusAsync(host, WebhookSender.Signed(WebhookHost.KofiPath, "m", body, now))).ShouldBe(415);
        (await StatusAsync(host, WebhookSender.Signed("/hooks/shop", "m", """{"type":"ping","data":{}}""", now))).ShouldBe(204);

        host.Shop.CountOf(WebhookOutcome.Malformed).ShouldBe(3);
        host.Shop.CountOf(WebhookOutcome.WrongType).ShouldBe(2);
        host.Shop.CountOf(WebhookOutcome.WrongMethod).ShouldBe(1);
        host.Shop.CountOf(WebhookOutcome.Ignored).ShouldBe(1);
        (await host.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_LargerThanTheLimit_Is413WithoutBeingReadWhole()
    {
        await using var host = await WebhookHost.StartAsync();
        var fits = WebhookSender.Donation(message: "fits").PadRight(WebhookEndpoint.MaxBodyBytes);

        (await StatusAsync(host, WebhookSender.Signed("/hooks/shop", "m1", fits, TimeProvider.System.GetUtcNow()))).ShouldBe(204);
        (await RawStatusAsync(host, "content-length: 65537\r\n\r\n")).ShouldContain(" 413 ");
        (await RawStatusAsync(host, "content-length: 999999999999\r\n\r\n")).ShouldContain(" 413 ");
        (await RawStatusAsync(host, $"transfer-encoding: chunked\r\n\r\n10001\r\n{new string('x', 0x10001)}\r\n")).ShouldContain(" 413 ");

        host.Shop.CountOf(WebhookOutcome.TooLarge).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Requests_MoreThanTheLimit_Are429WithRetryAfter()
    {
        await using var host = await WebhookHost.StartAsync(settings: ("Webhooks:RequestsPerMinute", "3"));
        var statuses = new List<HttpResponseMessage>();
        // More than two windows can hold, so the clock does not matter.
        for (var i = 0; i < 10; i++)
        {
            statuses.Add(await host.SendSignedAsync($"m{i}", WebhookSender.Donation()));
        }

        var refused = statuses.Where(response => response.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        refused.Length.ShouldBeInRange(4, 7);
        refused.ShouldAllBe(response => response.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        host.Shop.CountOf(WebhookOutcome.TooMany).ShouldBe(refused.Length);
        (await host.SendKofiAsync(WebhookSender.Kofi("a1", WebhookHost.KofiToken))).StatusCode.ShouldBe(HttpStatusCode.OK, "each source has its own limit");
    }

    [Fact]
    public async Task Ports_AreApart()
    {
        await using var host = await WebhookHost.StartAsync();
        using var api = new HttpClient { BaseAddress = new Uri(AddressFile.Find(host.Worker.Get<IServer>())!) };
        api.BaseAddress!.Port.ShouldNotBe(host.Client.BaseAddress!.Port);

        foreach (var path in new[] { "/healthz", "/api/status", "/api/utterances", "/" })
        {
            (await StatusAsync(host, new HttpRequestMessage(HttpMethod.Get, path))).ShouldBe(404);
        }

        var request = WebhookSender.Signed("/hooks/shop", "m1", WebhookSender.Donation(), TimeProvider.System.GetUtcNow());
        request.Headers.Authorization = new("Bearer", host.Worker.Get<ApiToken>().Value);
        (await api.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Secrets_AndBodies_AreNeverInTheLog()
    {
        await using var host = await WebhookHost.StartAsync();

        await host.SendSignedAsync("msg_1", WebhookSender.Donation("Alice Marker", message: "words marker"));
        await host.SendKofiAsync(WebhookSender.Kofi("a1", WebhookHost.KofiToken, message: "words marker"));
        await host.SendKofiAsync(WebhookSender.Kofi("a2", "wrong-token-marker", message: "words marker"));
        await host.SendSignedAsync("msg_2", "{\"type\":\"donation.created\",\"marker");
        await host.Worker.WaitAsync("msg_1", UtteranceState.Heard);
        await host.Worker.WaitAsync("a1", UtteranceState.Heard);

        host.Log.Lines.ShouldContain(line => line.Contains("Webhook of webhook:shop: Taken", StringComparison.Ordinal));
        host.Log.Lines.ShouldContain(line => line.Contains("Webhook of kofi: Refused", StringComparison.Ordinal));
        string[] secrets = [WebhookHost.PathToken, WebhookHost.KofiToken, WebhookSender.Secret["whsec_".Length..], "wrong-token-marker", "carol@example.com", "txid", "v1,"];
        foreach (var secret in secrets)
        {
            host.Log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
        }

        host.Log.Lines.Where(line => !line.StartsWith("Trace", StringComparison.Ordinal)).ShouldNotContain(line => line.Contains("marker", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Start_OnATakenPort_NamesTheKey()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var failure = await Should.ThrowAsync<WebhookServerException>(() => WebhookHost.StartAsync(settings: ("Webhooks:Port", $"{((IPEndPoint)other.LocalEndpoint).Port}")));

        failure.Message.ShouldContain("Webhooks:Port");
    }

    [Fact]
    public async Task Load_OfAThousandWithRepeats_EachIsStoredAndHeardOnce()
    {
        await using var host = await WebhookHost.StartAsync(settings: [("Queue:HistoryLimit", "5000"), ("Playout:PauseBetweenMilliseconds", "0")]);
        var numbers = Enumerable.Range(0, 400).SelectMany(number => number % 2 == 0 ? [number, number, number] : new[] { number, number }).ToArray();
        new Random(4).Shuffle(numbers);
        numbers.Length.ShouldBe(1000);

        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            using var response = await host.SendSignedAsync($"msg_{number}", WebhookSender.Donation($"Giver {number}", message: $"number {number}"));
            answers.Add(response.StatusCode);
        });

        answers.Count(status => status == HttpStatusCode.NoContent).ShouldBe(400);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(600);
        var counts = await host.Worker.Queue.CountAsync(CancellationToken.None);
        counts.Values.Sum().ShouldBe(400);
        await EachHeardOnceAsync(host, 400);
    }

    private static async Task EachHeardOnceAsync(WebhookHost host, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var heard = new Dictionary<string, int>();
        await foreach (var transition in host.Worker.Queue.WatchAsync(0, limit.Token))
        {
            if (transition.Utterance.State == UtteranceState.Heard && transition.From != UtteranceState.Heard)
            {
                heard[transition.Utterance.EventId] = heard.GetValueOrDefault(transition.Utterance.EventId) + 1;
            }

            if (heard.Count == count)
            {
                break;
            }
        }

        heard.Values.ShouldAllBe(times => times == 1);
        Spoken(host).ShouldBe(count);
    }

    // The engine is also asked to warm up and to tell how loud it is.
    private static int Spoken(WebhookHost host) => host.Worker.Engine.Requests.Count(request => request.Text.Contains(" donated ", StringComparison.Ordinal));

    private static HttpRequestMessage Changed(HttpRequestMessage request, string header, string? value)
    {
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.Add(header, value);
        }

        return request;
    }

    private static HttpRequestMessage Typed(HttpRequestMessage request, string type)
    {
        request.Content!.Headers.Remove("content-type");
        request.Content.Headers.TryAddWithoutValidation("content-type", type);
        return request;
    }

    private static async Task<int> StatusAsync(WebhookHost host, HttpRequestMessage request)
    {
        using var response = await host.Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    // Bytes of a request as a hostile sender would write them; the answer comes although the body does not end.
    private static async Task<string> RawStatusAsync(WebhookHost host, string rest)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, limit.Token);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /hooks/shop HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{rest}"), limit.Token);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadLineAsync(limit.Token) ?? "";
    }

    private sealed class FailingOnce : IIntakeObserver
    {
        private int failed;

        public void Decided(StreamEvent streamEvent, FilterVerdict verdict)
        {
            if (Interlocked.Exchange(ref failed, 1) == 0)
            {
                throw new InvalidOperationException("The first decision breaks.");
            }
        }
    }
}
