namespace IShowTts.Worker.Tests.Api.Filters;

/// <summary>The user's own words, through the real worker: the next message is judged by them.</summary>
public sealed class FilterWordEndpointsTests : IAsyncLifetime
{
    private WorkerApi api = null!;

    public async Task InitializeAsync() => api = await WorkerApi.StartAsync();

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    [Fact]
    public async Task Words_AddedAndTakenOut_JudgeTheNextMessage()
    {
        (await SpeakAsync("a quokka")).ShouldBe(202);

        var added = await api.SendAsync(HttpMethod.Post, "/api/filters/words", """{"list":"blocked","word":" Quokka "}""");
        var refused = await SpeakAsync("another q u o k k a");
        var removed = await api.SendAsync(HttpMethod.Delete, "/api/filters/words?list=blocked&word=quokka");
        var spoken = await SpeakAsync("a third quokka");

        (added.Status, refused, removed.Status, spoken).ShouldBe((200, 422, 200, 202));
        added.Body.GetRawText().ShouldBe("""{"blocked":["Quokka"],"allowed":[]}""");
        removed.Body.GetRawText().ShouldBe("""{"blocked":[],"allowed":[]}""");
    }

    [Fact]
    public async Task Words_AddedAtTheSameTime_AreAllThere()
    {
        var words = Enumerable.Range(0, 12).Select(static i => $"word{(char)('a' + i)}").ToArray();

        await Task.WhenAll(words.Select(word => api.SendAsync(HttpMethod.Post, "/api/filters/words", $$"""{"list":"allowed","word":"{{word}}"}""")));
        await api.SendAsync(HttpMethod.Post, "/api/filters/words", """{"list":"allowed","word":"WORDA"}""");

        var (_, body) = await api.SendAsync(HttpMethod.Get, "/api/filters/words");
        body.GetProperty("allowed").EnumerateArray().Select(word => word.GetString()).ShouldBe(words, ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"list":"blocked","word":"regex:("}""", 422, "settings-invalid")]
    [InlineData("""{"list":"blocked","word":"*a*"}""", 422, "settings-invalid")]
    [InlineData("""{"list":"grey","word":"a"}""", 400, "invalid-parameter")]
    [InlineData("""{"list":"blocked","word":" "}""", 400, "invalid-parameter")]
    [InlineData("""{"list":"blocked","word":"two\nlines"}""", 400, "invalid-parameter")]
    [InlineData("""{"list":"blocked"}""", 400, "invalid-parameter")]
    public async Task Words_ThatCannotBeUsed_ChangeNothing(string json, int status, string type)
    {
        var answer = await api.SendAsync(HttpMethod.Post, "/api/filters/words", json);

        (answer.Status, answer.Body.GetProperty("type").GetString()).ShouldBe((status, "urn:ishowtts:problem:" + type));
        (await api.SendAsync(HttpMethod.Get, "/api/filters/words")).Body.GetProperty("blocked").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Delete_OfAWordThatIsNotThere_IsUnknown() =>
        (await api.SendAsync(HttpMethod.Delete, "/api/filters/words?list=blocked&word=nothing")).Status.ShouldBe(404);

    private async Task<int> SpeakAsync(string text) => (await api.SendAsync(HttpMethod.Post, "/api/utterances", $$"""{"text":"{{text}}"}""")).Status;
}
