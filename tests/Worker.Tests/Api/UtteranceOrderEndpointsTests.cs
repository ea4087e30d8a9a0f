using System.Net;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Api;

public class UtteranceOrderEndpointsTests
{
    [Fact]
    public async Task Hold_OfWhatIsQueued_AnswersIt()
    {
        await using var host = await ApiHost.StartAsync();
        var queued = await host.AddAsync(1);

        using var held = await host.Client.PostAsync($"/api/utterances/{queued.Id}/hold", null);
        using var again = await host.Client.PostAsync($"/api/utterances/{queued.Id}/hold", null);

        (await ApiHost.ReadAsync(held)).GetProperty("state").GetString().ShouldBe("held");
        (again.StatusCode, await TypeAsync(again)).ShouldBe((HttpStatusCode.Conflict, "wrong-state"));
    }

    [Fact]
    public async Task Move_BeforeAnotherAndLast_ChangesTheOrder()
    {
        await using var host = await ApiHost.StartAsync();
        var (one, two) = (await host.AddAsync(1), await host.AddAsync(2));

        using var before = await host.PostAsync($"/api/utterances/{two.Id}/move", $$"""{"before":"{{one.Id}}"}""");
        var first = await OrderAsync(host);
        using var last = await host.PostAsync($"/api/utterances/{two.Id}/move", """{"before":null}""");

        (before.StatusCode, last.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        first.ShouldBe([two.Id, one.Id]);
        (await OrderAsync(host)).ShouldBe([one.Id, two.Id]);
    }

    [Fact]
    public async Task Move_OfOrBeforeWhatDoesNotWait_SaysWhichOne()
    {
        await using var host = await ApiHost.StartAsync();
        var (queued, held) = (await host.AddAsync(1), await host.AddAsync(2, UtteranceState.Held));

        using var ofHeld = await host.PostAsync($"/api/utterances/{held.Id}/move", """{"before":null}""");
        using var beforeHeld = await host.PostAsync($"/api/utterances/{queued.Id}/move", $$"""{"before":"{{held.Id}}"}""");
        using var beforeNobody = await host.PostAsync($"/api/utterances/{queued.Id}/move", """{"before":"../../etc/passwd"}""");
        using var ofNobody = await host.PostAsync($"/api/utterances/{3:x32}/move", """{"before":null}""");

        (ofHeld.StatusCode, await TypeAsync(ofHeld)).ShouldBe((HttpStatusCode.Conflict, "wrong-state"));
        (beforeHeld.StatusCode, (await ApiHost.ReadAsync(beforeHeld)).GetProperty("parameter").GetString()).ShouldBe((HttpStatusCode.Conflict, "before"));
        (beforeNobody.StatusCode, (await ApiHost.ReadAsync(beforeNobody)).GetProperty("parameter").GetString()).ShouldBe((HttpStatusCode.NotFound, "before"));
        (ofNobody.StatusCode, await TypeAsync(ofNobody)).ShouldBe((HttpStatusCode.NotFound, "utterance-unknown"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"before":7}""")]
    [InlineData("""{"before":null,"after":null}""")]
    [InlineData("""{"before":"00000000000000000000000000000001"}""")]
    public async Task Move_OfABadBody_IsRefused(string json)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);

        using var response = await host.PostAsync($"/api/utterances/{1:x32}/move", json);

        (response.StatusCode, await TypeAsync(response)).ShouldBe((HttpStatusCode.BadRequest, "invalid-body"));
    }

    [Theory]
    [InlineData("again", nameof(ReplayOutcome.Added), HttpStatusCode.Accepted, "")]
    [InlineData("again", nameof(ReplayOutcome.TakenBack), HttpStatusCode.Conflict, "taken-back")]
    [InlineData("again", nameof(ReplayOutcome.WrongState), HttpStatusCode.Conflict, "wrong-state")]
    [InlineData("again", nameof(ReplayOutcome.Fell), HttpStatusCode.ServiceUnavailable, "queue-full")]
    [InlineData("release", nameof(ReplayOutcome.Added), HttpStatusCode.Accepted, "")]
    [InlineData("release", nameof(ReplayOutcome.Rejected), HttpStatusCode.UnprocessableEntity, "rejected")]
    [InlineData("release", nameof(ReplayOutcome.Before), HttpStatusCode.Conflict, "wrong-state")]
    [InlineData("release", nameof(ReplayOutcome.NothingToSay), HttpStatusCode.Conflict, "wrong-state")]
    [InlineData("release", nameof(ReplayOutcome.TakenBack), HttpStatusCode.Conflict, "taken-back")]
    public async Task Replay_WithEachOutcome_HasItsOwnAnswer(string order, string outcome, HttpStatusCode status, string type)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);
        host.Control.Replayed = Enum.Parse<ReplayOutcome>(outcome);

        using var response = await host.Client.PostAsync($"/api/utterances/{1:x32}/{order}", null);

        var body = await ApiHost.ReadAsync(response);
        response.StatusCode.ShouldBe(status);
        (type.Length == 0 ? body : body.GetProperty("utterance")).GetProperty("id").GetString().ShouldBe($"{1:x32}");
        if (type.Length > 0)
        {
            body.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:" + type);
        }

        host.Control.Orders.ShouldBe([order]);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("again")]
    [InlineData("release")]
    public async Task Orders_OfWhatIsNotThere_AreUnknown(string order)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Client.PostAsync($"/api/utterances/%27%20OR%201=1/{order}", null);

        (response.StatusCode, await TypeAsync(response)).ShouldBe((HttpStatusCode.NotFound, "utterance-unknown"));
    }

    private static async Task<string> TypeAsync(HttpResponseMessage response) =>
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString()!["urn:ishowtts:problem:".Length..];

    private static async Task<string[]> OrderAsync(ApiHost host) => [.. (await host.Queue.PeekAsync(10, CancellationToken.None)).Select(static u => u.Id)];
}
