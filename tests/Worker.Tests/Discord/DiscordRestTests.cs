using System.Net;
using IShowTts.Integrations.Discord;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordRestTests : IDisposable
{
    private readonly DiscordDouble _discord = new();

    public void Dispose() => _discord.Dispose();

    [Fact]
    public async Task Get_Discords_SendsTheTokenThereOnly()
    {
        using var rest = _discord.Rest();

        (await rest.GetApplicationAsync(default)).Id.ShouldBe(DiscordDouble.Application);

        _discord.Asked.ShouldBe([$"discord.com /api/v10/applications/@me Bot {DiscordDouble.Token}"]);
    }

    [Fact]
    public async Task Get_AnotherAddress_IsAsked()
    {
        using var rest = _discord.Rest(DiscordDouble.Options(static options => options.ApiUrl = "http://127.0.0.1:1/api/"));

        await rest.GetUserAsync(default);

        _discord.Asked[0].ShouldStartWith("127.0.0.1 /api/v10/users/@me");
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "bad-token", "Reset Token")]
    [InlineData(HttpStatusCode.Forbidden, "forbidden", "may not see")]
    [InlineData(HttpStatusCode.NotFound, "not-found", "nothing by that id")]
    [InlineData(HttpStatusCode.TooManyRequests, "rate-limited", "wait 7 s")]
    [InlineData(HttpStatusCode.BadGateway, "refused", "502")]
    [InlineData(HttpStatusCode.Redirect, "refused", "302")]
    public async Task Get_Refused_SaysWhy_WithoutTheToken(HttpStatusCode status, string code, string words)
    {
        _discord.Instead = () => DiscordDouble.Refusal(status, 7);
        using var rest = _discord.Rest();

        var error = await Should.ThrowAsync<DiscordException>(async () => await rest.GetUserAsync(default));

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(words);
        error.ToString().ShouldNotContain(DiscordDouble.Token);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Get_NotDiscord_IsSaid(string body)
    {
        _discord.Answers["users/@me"] = body;
        using var rest = _discord.Rest();

        (await Should.ThrowAsync<DiscordException>(async () => await rest.GetUserAsync(default))).Message.ShouldContain("is not Discord");
    }

    [Fact]
    public async Task Get_NoNetwork_IsSaid()
    {
        _discord.Instead = static () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host");
        using var rest = _discord.Rest();

        (await Should.ThrowAsync<DiscordException>(async () => await rest.GetUserAsync(default))).Message.ShouldContain("discord.com cannot be reached");
    }
}
