using System.Net;
using System.Text.Json;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Tests.Api;

namespace IShowTts.Worker.Tests.Cli.Keys;

public class KeysCommandTests
{
    [Fact]
    public async Task Add_OfAKey_PrintsItsSecretAndNothingElse()
    {
        using var run = await new CommandRun().RunAsync("keys", "add", "stream deck", "--scope", "speak,control");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.Trim().ShouldMatch("^istts_[0-9a-f]{64}$");
        run.Error.ShouldContain("once");
        File.ReadAllText(run.Folder.Combine("data/keys.json")).ShouldNotContain(run.Output.Trim());
    }

    [Fact]
    public async Task Add_OfAKey_CountsInTheRunningWorker()
    {
        await using var host = await ApiHost.StartAsync();
        using var run = await new CommandRun().RunAsync("keys", "add", "deck", "--scope", "control", "--data-dir", host.Directory.Root);
        using var client = host.ClientOf(run.Output.Trim());

        using var response = await client.PostAsync("/api/speech/pause", null);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Add_OfAnOverlayKey_PrintsTheAddressForObs()
    {
        using var run = await new CommandRun().RunAsync("keys", "add", "obs", "--scope", "overlay");

        run.Output.Trim().ShouldMatch("^http://127\\.0\\.0\\.1:7790/overlay\\?key=istts_[0-9a-f]{64}$");
        run.Error.ShouldContain("browser source");
    }

    [Fact]
    public async Task Add_OfAnOverlayKey_NamesThePortOfTheRunningWorker()
    {
        await using var host = await ApiHost.StartAsync();

        using var run = await new CommandRun().RunAsync("keys", "add", "obs", "--scope", "overlay", "--json", "--data-dir", host.Directory.Root);

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("url").GetString().ShouldBe($"http://127.0.0.1:{host.Address.Port}/overlay?key={json.RootElement.GetProperty("secret").GetString()}");
        json.RootElement.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["overlay"]);
    }

    [Theory]
    [InlineData("everything", "everything")]
    [InlineData("none", "none")]
    [InlineData(",", "needs a scope")]
    [InlineData("overlay,admin", "Make two keys")]
    public async Task Add_WithScopesThatCannotBe_IsMisuse(string scopes, string message)
    {
        using var run = await new CommandRun().RunAsync("keys", "add", "deck", "--scope", scopes);

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain(message);
        File.Exists(run.Folder.Combine("data/keys.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Add_WithoutAScope_IsMisuse()
    {
        using var run = await new CommandRun().RunAsync("keys", "add", "deck");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("--scope");
    }

    [Fact]
    public async Task Add_OfANameThatMisleads_IsMisuse()
    {
        using var run = await new CommandRun().RunAsync("keys", "add", "dashboard", "--scope", "speak");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("dashboard");
    }

    [Fact]
    public async Task Add_OfANameThatIsThere_SaysHowToRevokeIt()
    {
        using var folder = new TemporaryDirectory();
        using var first = await new CommandRun(folder).RunAsync("keys", "add", "deck", "--scope", "speak");

        using var second = await new CommandRun(folder).RunAsync("keys", "add", "Deck", "--scope", "speak");

        second.ExitCode.ShouldBe(ExitCodes.Misused);
        second.Error.ShouldContain("keys revoke \"deck\"");
        second.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_OfKeys_ShowsWhatTheyMayDoAndNoSecret()
    {
        using var folder = new TemporaryDirectory();
        using var added = await new CommandRun(folder).RunAsync("keys", "add", "deck", "--scope", "speak,control");

        using var table = await new CommandRun(folder).RunAsync("keys", "list");
        using var json = await new CommandRun(folder).RunAsync("keys", "list", "--json");

        table.Output.ShouldContain("deck");
        table.Output.ShouldContain("speak, control");
        table.Output.ShouldContain("never");
        using var document = JsonDocument.Parse(json.Output);
        var key = document.RootElement.EnumerateArray().ShouldHaveSingleItem();
        key.GetProperty("name").GetString().ShouldBe("deck");
        key.GetProperty("lastUsed").ValueKind.ShouldBe(JsonValueKind.Null);
        (table.Output + json.Output).ShouldNotContain(added.Output.Trim()[ApiKeySecret.Prefix.Length..]);
    }

    [Fact]
    public async Task List_OfNothing_SaysHowToMakeOne()
    {
        using var run = await new CommandRun().RunAsync("keys", "list");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain("keys add");
    }

    [Fact]
    public async Task Revoke_OfAKey_TakesItFromTheRunningWorker()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Control, "deck");

        using var run = await new CommandRun().RunAsync("keys", "revoke", "DECK", "--data-dir", host.Directory.Root);

        run.ExitCode.ShouldBe(ExitCodes.Done);
        (await client.PostAsync("/api/speech/pause", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Revoke_OfAKeyThatIsNotThere_Fails()
    {
        using var run = await new CommandRun().RunAsync("keys", "revoke", "deck");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("keys list");
    }
}
