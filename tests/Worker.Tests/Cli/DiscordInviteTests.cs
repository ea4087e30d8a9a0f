using System.Text.Json;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Tests.Discord;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Cli;

public sealed class DiscordInviteTests : IDisposable
{
    private const string Link = "https://discord.com/oauth2/authorize?client_id=100000000000000001&scope=bot+applications.commands&permissions=3146752";
    private readonly DiscordDouble _discord = new();
    private readonly CommandRun _run;

    public DiscordInviteTests() => _run = new CommandRun { ConfigureServices = services => services.AddSingleton<HttpMessageHandler>(_discord) };

    public void Dispose()
    {
        _run.Dispose();
        _discord.Dispose();
    }

    [Fact]
    public async Task Invite_WithAToken_PrintsTheLink()
    {
        _run.Folder.Write("ishowtts.json", $$"""{ "Discord": { "Token": "{{DiscordDouble.Token}}" } }""");

        await _run.RunAsync("discord", "invite");

        _run.ExitCode.ShouldBe(ExitCodes.Done);
        _run.Output.ShouldBe(Link + "\n");
        (_run.Output + _run.Error).ShouldNotContain(DiscordDouble.Token);
    }

    [Fact]
    public async Task Invite_WithTextChannels_AsksForAuditLogAndHistoryToo()
    {
        _run.Folder.Write("ishowtts.json", $$"""{ "Discord": { "Token": "{{DiscordDouble.Token}}", "TextChannels": [ "{{DiscordDouble.Text}}" ] } }""");

        await _run.RunAsync("discord", "invite");

        _run.Output.ShouldBe(Link.Replace("3146752", "3212416", StringComparison.Ordinal) + "\n");
    }

    [Fact]
    public async Task Invite_Json_IsForPrograms()
    {
        _run.Folder.Write("ishowtts.json", $$"""{ "Discord": { "Token": "{{DiscordDouble.Token}}" } }""");

        await _run.RunAsync("discord", "invite", "--json");

        using var json = JsonDocument.Parse(_run.Output);
        json.RootElement.GetProperty("url").GetString().ShouldBe(Link);
        json.RootElement.GetProperty("permissions").GetString().ShouldBe("3146752");
        json.RootElement.GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()).ShouldBe(["bot", "applications.commands"]);
    }

    [Fact]
    public async Task Invite_WithoutAToken_SaysWhereToGetOne()
    {
        await _run.RunAsync("discord", "invite");

        _run.ExitCode.ShouldBe(ExitCodes.Failed);
        _run.Error.ShouldContain("Discord:Token is empty.");
        _discord.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Invite_HostileAnswer_IsNotPrinted()
    {
        _run.Folder.Write("ishowtts.json", $$"""{ "Discord": { "Token": "{{DiscordDouble.Token}}" } }""");
        _discord.Answers["applications/@me"] = """{ "id": "1&permissions=8" }""";

        await _run.RunAsync("discord", "invite");

        _run.ExitCode.ShouldBe(ExitCodes.Failed);
        _run.Output.ShouldBeEmpty();
    }
}
