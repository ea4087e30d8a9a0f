using System.Net;
using System.Text.Json;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Filters;

public class FilterTrialEndpointTests
{
    private readonly ComposerBench bench = new(("Filters:BlockedWords:Words:0", "banana"), ("Filters:Cooldown:ViewerSeconds", "60"), ("Intake:Cheer:MinimumRole", "Subscriber"));

    [Fact]
    public async Task Try_OfAPlainText_SaysWhatTheComposerWouldSay()
    {
        await using var host = await StartAsync();

        var body = await TryAsync(host, """{"text":"hello  www.example.com","name":"Robin"}""");

        body.GetProperty("verdict").GetString().ShouldBe("speak");
        body.GetProperty("spokenText").GetString().ShouldBe(bench.Say("hello  www.example.com"));
        var steps = body.GetProperty("steps").EnumerateArray().ToArray();
        steps[0].GetProperty("filter").GetString().ShouldBe("intake");
        steps[^1].GetProperty("filter").GetString().ShouldBe("sentence");
        var link = steps.Single(step => step.GetProperty("filter").GetString() == "link");
        link.GetProperty("before").GetString()!.ShouldContain("www.example.com");
        link.GetProperty("after").GetString()!.ShouldNotContain("www.example.com");
        steps.Zip(steps.Skip(1)).ShouldAllBe(pair => pair.First.GetProperty("after").GetString() == pair.Second.GetProperty("before").GetString());
    }

    [Fact]
    public async Task Try_OfABlockedWord_EndsAtItsStepAndNamesTheRule()
    {
        await using var host = await StartAsync();

        var body = await TryAsync(host, """{"text":"b a n a n a"}""");

        (body.GetProperty("verdict").GetString(), body.GetProperty("spokenText").GetString()).ShouldBe(("reject", ""));
        body.GetProperty("reason").GetProperty("code").GetString().ShouldBe("blocked-word");
        var last = body.GetProperty("steps").EnumerateArray().Last();
        (last.GetProperty("filter").GetString(), last.GetProperty("verdict").GetString(), last.GetProperty("rule").GetString()).ShouldBe(("blocked-word", "reject", "Filters:BlockedWords:banana"));
    }

    [Fact]
    public async Task Try_AgainAndAgain_LeavesNoTrace()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            (await TryAsync(host, """{"text":"the same","name":"Robin"}""")).GetProperty("verdict").GetString().ShouldBe("speak");
        }

        bench.Say("the same").ShouldBe("Robin says the same", "neither a repeat nor a wait, and the name is still news");
        var repeat = await TryAsync(host, """{"text":"the same","name":"Other"}""");
        var again = await TryAsync(host, """{"text":"the same","name":"Other"}""");

        (repeat.GetProperty("verdict").GetString(), repeat.GetProperty("reason").GetProperty("code").GetString()).ShouldBe(("reject", "repeated-message"));
        again.GetRawText().ShouldBe(repeat.GetRawText(), "a trial does not count as one more");
    }

    [Theory]
    [InlineData("""{"text":"hi","kind":"cheer"}""", "reject")]
    [InlineData("""{"text":"hi","kind":"cheer","roles":["subscriber"]}""", "speak")]
    [InlineData("""{"text":"hi","kind":"donation"}""", "speak")]
    [InlineData("""{"text":"hi","kind":"subscription"}""", "speak")]
    [InlineData("""{"text":"hi","kind":"raid"}""", "speak")]
    [InlineData("""{"text":"hi","kind":"manual"}""", "speak")]
    [InlineData("""{"text":"!command","kind":"chat"}""", "ignore")]
    public async Task Try_AsEachKindAndRole_IsJudgedByItsRules(string json, string verdict)
    {
        await using var host = await StartAsync();

        (await TryAsync(host, json)).GetProperty("verdict").GetString().ShouldBe(verdict);
    }

    [Theory]
    [InlineData("""{"text":""}""", "text")]
    [InlineData("""{"text":"hi","kind":"shout"}""", "kind")]
    [InlineData("""{"text":"hi","roles":["king"]}""", "roles")]
    [InlineData("""{"text":"hi","roles":[null]}""", "roles")]
    [InlineData("""{"text":"hi","name":""}""", "name")]
    public async Task Try_OfABadBody_NamesTheField(string json, string field)
    {
        await using var host = await StartAsync();

        using var response = await host.PostAsync("/api/filters/try", json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("parameter").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Try_OfALongText_NamesTheLimit()
    {
        await using var host = await StartAsync();

        using var response = await host.PostAsync("/api/filters/try", JsonSerializer.Serialize(new { text = new string('x', 2_001) }));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("detail").GetString()!.ShouldContain("2000");
    }

    private Task<ApiHost> StartAsync() => ApiHost.StartAsync(new FakeTimeProvider(ComposerBench.Start), configure: services => services.AddSingleton<ISayComposer>(bench.Composer));

    private static async Task<JsonElement> TryAsync(ApiHost host, string json)
    {
        using var response = await host.PostAsync("/api/filters/try", json);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await ApiHost.ReadAsync(response);
    }
}
