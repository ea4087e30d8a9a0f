using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Api.Viewers;

/// <summary>What is chosen for viewers, through the real worker.</summary>
public sealed class ViewerEndpointsTests : IAsyncLifetime
{
    private WorkerApi api = null!;

    public async Task InitializeAsync() => api = await WorkerApi.StartAsync();

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    [Fact]
    public async Task Put_OfSomeFields_LeavesTheOthersAndNullTakesBack()
    {
        var voice = api.Worker.Get<IVoiceDirectory>().Names[0];

        var first = await api.SendAsync(HttpMethod.Put, "/api/viewers/Ann", $$"""{"voice":"{{voice.ToUpperInvariant()}}","nickname":" Annie "}""");
        var second = await api.SendAsync(HttpMethod.Put, "/api/viewers/@ann", """{"isIgnored":true,"voice":null}""");
        var listed = await api.SendAsync(HttpMethod.Get, "/api/viewers");

        first.Body.GetRawText().ShouldBe($$"""{"login":"ann","voice":"{{voice}}","nickname":"Annie","isIgnored":false}""");
        second.Body.GetRawText().ShouldBe("""{"login":"ann","voice":null,"nickname":"Annie","isIgnored":true}""");
        listed.Body.GetRawText().ShouldBe($"[{second.Body.GetRawText()}]");
        api.Worker.Get<IViewerSettings>().For(new Viewer("7", "ann", "Ann")).ShouldBe(new ViewerChoice(true, "Annie", null));
    }

    [Fact]
    public async Task Delete_OfAViewer_ForgetsEverything()
    {
        await api.SendAsync(HttpMethod.Put, "/api/viewers/ann", """{"isIgnored":true}""");

        (await api.SendAsync(HttpMethod.Delete, "/api/viewers/ann")).Status.ShouldBe(204);
        (await api.SendAsync(HttpMethod.Delete, "/api/viewers/ann")).Status.ShouldBe(404);
        (await api.SendAsync(HttpMethod.Get, "/api/viewers")).Body.GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("ann", """{"nickname":"<script>alert(1)</script>"}""", "nickname")]
    [InlineData("ann", """{"nickname":"a nickname that is far longer than any nickname may ever be here"}""", "nickname")]
    [InlineData("ann", """{"nickname":7}""", "nickname")]
    [InlineData("ann", """{"voice":"no-such-voice"}""", "voice")]
    [InlineData("ann", """{"voice":{}}""", "voice")]
    [InlineData("ann%2F..%2Fbob", """{"isIgnored":true}""", "login")]
    [InlineData("%F0%9F%98%80", """{"isIgnored":true}""", "login")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", """{"isIgnored":true}""", "login")]
    public async Task Put_OfWhatCannotBe_NamesItAndChangesNothing(string login, string json, string parameter)
    {
        var answer = await api.SendAsync(HttpMethod.Put, $"/api/viewers/{login}", json);

        (answer.Status, answer.Body.GetProperty("parameter").GetString()).ShouldBe((400, parameter));
        (await api.SendAsync(HttpMethod.Get, "/api/viewers")).Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Put_OfAVoice_IsUsedForTheNextMessage()
    {
        var voice = api.Worker.Get<IVoiceDirectory>().Names[0];
        await api.SendAsync(HttpMethod.Put, "/api/viewers/viewer", $$"""{"voice":"{{voice}}"}""");

        api.Worker.Get<IViewerSettings>().For(new Viewer("", "viewer", "Viewer")).Voice.ShouldBe(voice);
    }
}
