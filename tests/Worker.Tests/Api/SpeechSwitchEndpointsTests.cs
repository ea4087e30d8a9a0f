using System.Net;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Tests.Api;

public class SpeechSwitchEndpointsTests
{
    [Fact]
    public async Task Switches_OfEveryKind_AreDoneAndAnsweredWithTheStatus()
    {
        await using var host = await ApiHost.StartAsync();

        var off = await ApiHost.ReadAsync(await host.Client.PostAsync("/api/speech/disable", null));
        var paid = await ApiHost.ReadAsync(await host.PostAsync("/api/speech/mode", """{"mode":"paid"}"""));
        var on = await ApiHost.ReadAsync(await host.Client.PostAsync("/api/speech/enable", null));

        off.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        paid.GetProperty("mode").GetString().ShouldBe("paid");
        on.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        host.Control.Orders.ShouldBe(["off api", "mode Paid api", "on api"]);
    }

    [Theory]
    [InlineData("""{"mode":"loud"}""")]
    [InlineData("""{"mode":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"mode":"paid","mode":"all"}""")]
    [InlineData("""{"mode":1}""")]
    [InlineData("""{"mood":"all"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Mode_OfABadBody_IsRefusedAndChangesNothing(string json)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/speech/mode", json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:invalid-body");
        host.Control.Mode.ShouldBe(SpeechMode.All);
    }

    [Theory]
    [InlineData("enable")]
    [InlineData("disable")]
    [InlineData("mode")]
    public async Task Switches_WithoutTheToken_AreRefused(string order)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Stranger.PostAsync($"/api/speech/{order}", null);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Control.Orders.ShouldBeEmpty();
    }
}
