using System.Net;
using IShowTts.Worker.Playout;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Api;

public class UtteranceWaveformTests
{
    [Fact]
    public async Task Waveform_OfAnActiveCue_HasThePeakOfEachPart()
    {
        await using var host = await ApiHost.StartAsync(configure: static services => services.AddSingleton<ActiveCues>());
        using var cue = new Cue(await host.AddAsync(1));
        cue.Append([.. Enumerable.Repeat(0.25f, 24_000), .. Enumerable.Repeat(-0.75f, 24_000)]);
        host.Services.GetRequiredService<ActiveCues>().Add(cue);

        var body = await ApiHost.ReadAsync(await host.Stranger.GetAsync($"/api/utterances/{cue.Utterance.Id}/waveform?points=4"));
        cue.Complete();
        var complete = await ApiHost.ReadAsync(await host.Stranger.GetAsync($"/api/utterances/{cue.Utterance.Id}/waveform"));

        body.GetRawText().ShouldBe("""{"totalMs":1000,"isComplete":false,"peaks":[0.25,0.25,0.75,0.75]}""");
        complete.GetProperty("isComplete").GetBoolean().ShouldBeTrue();
        complete.GetProperty("peaks").GetArrayLength().ShouldBe(200);
    }

    [Fact]
    public async Task Waveform_OfAudioThatIsGoneOrNotYetThere_IsUnknown()
    {
        await using var host = await ApiHost.StartAsync(configure: static services => services.AddSingleton<ActiveCues>());
        using var empty = new Cue(await host.AddAsync(1));
        host.Services.GetRequiredService<ActiveCues>().Add(empty);
        await host.AddAsync(2);

        (await ProblemAsync(host, $"{1:x32}")).ShouldBe("urn:ishowtts:problem:audio-unknown");
        (await ProblemAsync(host, $"{2:x32}")).ShouldBe("urn:ishowtts:problem:audio-unknown");
        (await ProblemAsync(host, $"{3:x32}")).ShouldBe("urn:ishowtts:problem:utterance-unknown");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("2001")]
    [InlineData("many")]
    [InlineData("1e3")]
    public async Task Waveform_OfABadNumberOfPoints_NamesIt(string points)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);

        using var response = await host.Stranger.GetAsync($"/api/utterances/{1:x32}/waveform?points={points}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("parameter").GetString().ShouldBe("points");
    }

    private static async Task<string?> ProblemAsync(ApiHost host, string id)
    {
        using var response = await host.Stranger.GetAsync($"/api/utterances/{id}/waveform");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        return (await ApiHost.ReadAsync(response)).GetProperty("type").GetString();
    }
}
