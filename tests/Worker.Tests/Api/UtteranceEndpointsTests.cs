using System.Net;
using System.Text;
using System.Text.Json;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Api;

public class UtteranceEndpointsTests
{
    [Fact]
    public async Task Utterance_Shown_HasExactlyTheFieldsOfTheContract()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Queue.AddAsync(ApiHost.NewUtterance(1) with { Amount = new Amount(100, "bits"), Kind = UtteranceKind.PowerUp, IsPaid = true }, CancellationToken.None);
        await host.Queue.MoveAsync(
            ApiHost.NewUtterance(1).Id,
            [UtteranceState.Queued],
            new UtteranceChange(UtteranceState.Failed, new StateReason("timeout", "Speaking:FirstChunkSeconds", "Too slow."))
            {
                Engine = "espeak",
                Voice = "en-us",
                Timings = new UtteranceTimings { TtfaMs = 12.345, SynthMs = 50, AudioMs = 1_000, HeardMs = 3 },
            },
            CancellationToken.None);

        var body = await ApiHost.ReadAsync(await host.Stranger.GetAsync($"/api/utterances/{ApiHost.NewUtterance(1).Id}"));

        Names(body).ShouldBe(["id", "kind", "source", "eventId", "viewer", "originalText", "spokenText", "voice", "engine", "state", "reason", "amount", "isTest", "originId", "timestamps", "timings"]);
        Names(body.GetProperty("viewer")).ShouldBe(["id", "login", "displayName", "roles"]);
        Names(body.GetProperty("reason")).ShouldBe(["code", "rule", "detail"]);
        Names(body.GetProperty("timings")).ShouldBe(["ttfaMs", "synthMs", "audioMs", "rtf"]);
        Names(body.GetProperty("timestamps")).ShouldBe(["queued", "failed"], ignoreOrder: true);
        body.GetProperty("kind").GetString().ShouldBe("power-up");
        body.GetProperty("amount").GetRawText().ShouldBe("""{"value":100,"currency":"bits","text":"100 bits"}""");
        body.GetProperty("viewer").GetProperty("roles").GetRawText().ShouldBe("""["subscriber","moderator"]""");
        body.GetProperty("timings").GetProperty("rtf").GetDouble().ShouldBe(0.05);
    }

    [Fact]
    public async Task List_ByStateAndPage_GoesFromNewestToOldest()
    {
        await using var host = await ApiHost.StartAsync();
        for (var number = 1; number <= 5; number++)
        {
            await host.AddAsync(number, number == 3 ? UtteranceState.Held : UtteranceState.Queued);
        }

        using var first = await host.Stranger.GetAsync("/api/utterances?state=queued&limit=2");
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var second = await ApiHost.ReadAsync(await host.Stranger.GetAsync(next));

        Ids(await ApiHost.ReadAsync(first)).ShouldBe([5, 4]);
        Ids(second).ShouldBe([2, 1]);
        Ids(await ApiHost.ReadAsync(await host.Stranger.GetAsync("/api/utterances?state=held"))).ShouldBe([3]);
    }

    [Theory]
    [InlineData("state=loud", "state")]
    [InlineData("state=", "state")]
    [InlineData("state=queued&state=held", "state")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999999", "limit")]
    [InlineData("after=xyz", "after")]
    [InlineData("page=2", "page")]
    public async Task List_WithABadParameter_NamesIt(string query, string parameter)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Stranger.GetAsync($"/api/utterances?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:invalid-parameter");
        problem.GetProperty("parameter").GetString().ShouldBe(parameter);
    }

    [Fact]
    public async Task Post_OfAText_IsAcceptedWithItsPlace()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/utterances", """{"text":"hello","voice":"en-us","kind":"donation"}""");
        var stored = await ApiHost.ReadAsync(await host.Stranger.GetAsync(response.Headers.Location));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        stored.GetProperty("originalText").GetString().ShouldBe("hello");
        stored.GetProperty("voice").GetString().ShouldBe("en-us");
        stored.GetProperty("kind").GetString().ShouldBe("donation");
    }

    [Theory]
    [InlineData("", "invalid-body")]
    [InlineData("null", "invalid-body")]
    [InlineData("[]", "invalid-body")]
    [InlineData("{}", "invalid-body")]
    [InlineData("""{"text":""}""", "invalid-body")]
    [InlineData("""{"text":" \u200a\n"}""", "invalid-body")]
    [InlineData("""{"text":5}""", "invalid-body")]
    [InlineData("""{"text":"a","txet":"b"}""", "invalid-body")]
    [InlineData("""{"text":"a","text":"b"}""", "invalid-body")]
    [InlineData("""{"text":"a","kind":"shout"}""", "invalid-body")]
    [InlineData("""{"text":"a","kind":"0"}""", "invalid-body")]
    [InlineData("""{"text":"a","voice":""}""", "invalid-body")]
    [InlineData("""{"text":"\ud800"}""", "invalid-body")]
    [InlineData("""{"text":"a"} trailing""", "invalid-body")]
    public async Task Post_OfABadBody_IsAProblem(string body, string type)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/utterances", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe($"urn:ishowtts:problem:{type}");
        (await host.Queue.CountAsync(CancellationToken.None)).Values.Sum().ShouldBe(0);
    }

    [Fact]
    public async Task Post_OfDeepNesting_IsAProblem()
    {
        await using var host = await ApiHost.StartAsync();
        var body = $$"""{"text":{{new string('[', 20_000)}}{{new string(']', 20_000)}}}""";

        using var response = await host.PostAsync("/api/utterances", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_OfAHugeBody_IsRefusedWithoutReadingIt(bool lengthIsTold)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:MaxBodyBytes", "4096"));
        using var content = new StringContent($$"""{"text":"{{new string('a', 200_000)}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/utterances") { Content = content, Headers = { TransferEncodingChunked = !lengthIsTold, ExpectContinue = true } };

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:body-too-large");
    }

    [Fact]
    public async Task Post_OfATextThatIsTooLong_SaysTheLimit()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:MaxTextCharacters", "10"));

        using var fits = await host.PostAsync("/api/utterances", """{"text":"0123456789"}""");
        using var response = await host.PostAsync("/api/utterances", """{"text":"01234567890"}""");

        fits.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("detail").GetString()!.ShouldContain("Api:MaxTextCharacters");
    }

    [Fact]
    public async Task Post_OfAForm_IsRefused()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Client.PostAsync("/api/utterances", new StringContent("""{"text":"a"}""", Encoding.UTF8, "text/plain"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Post_ThatTheFiltersReject_SaysTheReason()
    {
        await using var host = await ApiHost.StartAsync();
        host.Control.OnSay = (_, utterance) => utterance with { State = UtteranceState.Rejected, Reason = new StateReason("blocked-word", "Filters:Words") };

        using var response = await host.PostAsync("/api/utterances", """{"text":"bad"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        response.Headers.Location.ShouldNotBeNull();
        (await ApiHost.ReadAsync(response)).GetProperty("utterance").GetProperty("reason").GetProperty("code").GetString().ShouldBe("blocked-word");
    }

    [Fact]
    public async Task Post_ToAFullQueue_SaysSo()
    {
        await using var host = await ApiHost.StartAsync();
        host.Control.OnSaid = result => result with { Outcome = AddOutcome.Fell };

        using var response = await host.PostAsync("/api/utterances", """{"text":"late"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:queue-full");
    }

    [Theory]
    [InlineData("skip", "Queued", "skipped")]
    [InlineData("approve", "Held", "queued")]
    [InlineData("reject", "Held", "rejected")]
    public async Task Order_AboutAnUtterance_IsDoneOnce(string order, string before, string after)
    {
        await using var host = await ApiHost.StartAsync();
        var utterance = await host.AddAsync(7, Enum.Parse<UtteranceState>(before));

        using var done = await host.Client.PostAsync($"/api/utterances/{utterance.Id}/{order}", null);
        await host.Queue.CancelAsync(new UtteranceMatch(), UtteranceState.Cancelled, new StateReason("cleared"), CancellationToken.None);
        using var late = await host.Client.PostAsync($"/api/utterances/{utterance.Id}/{order}", null);
        using var unknown = await host.Client.PostAsync($"/api/utterances/{new string('f', 32)}/{order}", null);

        (await ApiHost.ReadAsync(done)).GetProperty("state").GetString().ShouldBe(after);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("..%2f..%2fetc")]
    public async Task Get_OfSomethingThatIsNoId_IsNotFound(string id)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Stranger.GetAsync($"/api/utterances/{id}");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    private static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(item => Convert.ToInt32(item.GetProperty("id").GetString()![24..], 16))];
}
