using System.Net;
using System.Net.Http.Headers;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api;

/// <summary>Nobody can take all event streams from the streamer.</summary>
public class EventStreamPlacesTests
{
    private static readonly ApiCaller Nobody = ApiCaller.Anonymous(mayRead: true);
    private static readonly ApiCaller Token = new("api", ApiScopes.All, CallerKind.Token);
    private static readonly ApiCaller Session = new("dashboard", ApiScopes.All, CallerKind.Session);

    [Fact]
    public async Task Streams_OfStrangers_LeaveHalfToTheDashboard()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:MaxEventStreams", "4"));
        using var first = await SseReader.OpenAsync(host.Stranger, null);
        using var second = await SseReader.OpenAsync(host.Stranger, null);

        using var refused = await host.Stranger.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        using var third = await SseReader.OpenAsync(host.Client, null);
        using var fourth = await SseReader.OpenAsync(host.Client, null);
        using var beyond = await host.Client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);

        await ExpectAsync(refused, HttpStatusCode.TooManyRequests, "stream-share-taken", "at most 2 of the 4 event streams", "sign in");
        await ExpectAsync(beyond, HttpStatusCode.ServiceUnavailable, "too-many-streams", "At most 4 are served", "Close one");
    }

    [Fact]
    public async Task Streams_OfOneKey_LeaveHalfToOthers()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:MaxEventStreams", "3"));
        using var greedy = host.ClientWith(ApiScope.Read, "greedy");
        using var modest = host.ClientWith(ApiScope.Read, "modest");
        using var first = await SseReader.OpenAsync(greedy, null);
        using var second = await SseReader.OpenAsync(greedy, null);

        using var refused = await greedy.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        using var other = await SseReader.OpenAsync(modest, null);

        await ExpectAsync(refused, HttpStatusCode.TooManyRequests, "stream-share-taken", "The key 'greedy' has at most 2 of the 3", "Close one");
    }

    [Fact]
    public async Task Place_OfAStreamThatEnded_IsFree()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:MaxEventStreams", "1"));
        var only = await SseReader.OpenAsync(host.Stranger, null);

        only.Dispose();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var status = HttpStatusCode.TooManyRequests;
        while (status != HttpStatusCode.OK)
        {
            using var response = await host.Stranger.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
            status = response.StatusCode;
            status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(32, 16)]
    public void Share_OfStrangers_IsHalfAndIsGivenBack(int limit, int share)
    {
        var places = new EventStreamPlaces(limit);

        var taken = Enumerable.Range(0, limit).Count(_ => places.Enter(Nobody) is null);
        var rest = Enumerable.Range(0, limit).Count(i => places.Enter(i % 2 == 0 ? Token : Session) is null);
        places.Leave(Nobody);
        var again = Enumerable.Range(0, limit).Count(_ => places.Enter(Nobody) is null);

        (taken, rest, again, places.Open).ShouldBe((share, limit - share, 1, limit));
    }

    [Fact]
    public void Places_WhenEverybodyLeft_RememberNobody()
    {
        var places = new EventStreamPlaces(4);
        ApiCaller[] callers = [Nobody, Token, Session, new("one", ApiScope.Read, CallerKind.Key)];

        Array.ForEach(callers, caller => places.Enter(caller).ShouldBeNull());
        places.Enter(Token)!.Type.ShouldEndWith(":too-many-streams");
        Array.ForEach(callers, places.Leave);

        places.Open.ShouldBe(0);
        Array.ForEach(callers, caller => places.Enter(caller).ShouldBeNull());
    }

    private static async Task ExpectAsync(HttpResponseMessage response, HttpStatusCode status, string type, params string[] words)
    {
        response.StatusCode.ShouldBe(status);
        response.Headers.RetryAfter.ShouldBe(new RetryConditionHeaderValue(TimeSpan.FromSeconds(5)));
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe($"urn:ishowtts:problem:{type}");
        var detail = problem.GetProperty("detail").GetString()!;
        detail.ShouldContain("Api:MaxEventStreams");
        Array.ForEach(words, word => detail.ShouldContain(word));
    }
}
