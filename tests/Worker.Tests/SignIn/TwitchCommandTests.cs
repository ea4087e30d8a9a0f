using System.Text.Json;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Tests.Cli;

namespace IShowTts.Worker.Tests.SignIn;

/// <summary><c>ishowtts twitch login|status|logout</c> against a loopback Twitch.</summary>
public sealed class TwitchCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private LoopbackTwitch _twitch = null!;

    public async Task InitializeAsync()
    {
        _twitch = await LoopbackTwitch.StartAsync();
        _twitch.SignIn.Interval = 1;
        _folder.Write("ishowtts.json", $$"""{ "Twitch": { "Channel": "streamer", "ClientId": "{{LoopbackTwitch.ClientId}}", "IdUrl": "{{_twitch.Address}}/oauth2" } }""");
    }

    public async Task DisposeAsync() => await _twitch.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Login_Confirmed_ShowsCodeWhoAndWhatItGives()
    {
        _twitch.SignIn.Approve();

        using var run = await RunAsync("twitch", "login");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Error.ShouldContain("https://www.twitch.tv/activate?public=true&device-code=CODE");
        run.Error.ShouldContain("confirm the code CODE");
        run.Error.ShouldContain("left");
        run.Output.ShouldContain("Signed in as streamer");
        run.Output.ShouldContain("channel:manage:redemptions");
        _twitch.SignIn.AskedScopes.ShouldNotContain("moderator:read:followers");
        ShouldHoldNoSecret(run);
    }

    [Fact]
    public async Task Login_Refused_FailsAndStoresNothing()
    {
        _twitch.SignIn.Deny();

        using var run = await RunAsync("twitch", "login");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("refused");
        Directory.GetFiles(_folder.Path, "twitch-account", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Login_WrongAccount_IsDoneButSaid()
    {
        _twitch.SignIn.Approve(userId: "7", login: "ourbot");

        using var run = await RunAsync("twitch", "login");

        run.Error.ShouldContain("Signed in as ourbot, but the channel is streamer");
        run.Output.ShouldContain("NO: another account");
    }

    [Fact]
    public async Task Login_NoClientId_NamesTheKey()
    {
        _folder.Write("ishowtts.json", "{}");

        using var run = await RunAsync("twitch", "login");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("Twitch:ClientId");
    }

    [Fact]
    public async Task Status_NobodySignedIn_FailsAndNamesTheCommand()
    {
        using var run = await RunAsync("twitch", "status");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Output.ShouldContain("ishowtts twitch login");
        Directory.Exists(_folder.Combine("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task Status_MissingRights_SaysWhatEachSwitchesOff()
    {
        await SignInAsync("user:read:chat user:write:chat chat:read chat:edit bits:read");

        using var run = await RunAsync("twitch", "status", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("state").GetString().ShouldBe("signed-in");
        report.GetProperty("login").GetString().ShouldBe("streamer");
        report.GetProperty("trouble").GetString().ShouldNotBeNull().ShouldContain("channel-point rewards with refunds");
        var points = report.GetProperty("features").EnumerateArray().Single(feature => feature.GetProperty("name").GetString() == "channel-points");
        (points.GetProperty("on").GetBoolean(), points.GetProperty("allowed").GetBoolean()).ShouldBe((true, false));
        points.GetProperty("missing")[0].GetString().ShouldBe("channel:manage:redemptions");
        ShouldHoldNoSecret(run);
    }

    [Fact]
    public async Task Status_TwitchAway_SaysSoAndShowsWhatIsStored()
    {
        await SignInAsync();
        await _twitch.DisposeAsync();

        using var run = await RunAsync("twitch", "status");

        run.Output.ShouldContain("Signed in as streamer");
        run.Error.ShouldContain("could not be asked");
        ShouldHoldNoSecret(run);
    }

    [Fact]
    public async Task Status_RightsTakenBack_NamesTheCommand()
    {
        await SignInAsync();
        _twitch.SignIn.RevokeAll();

        using var run = await RunAsync("twitch", "status");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Output.ShouldContain("Sign in again: ishowtts twitch login");
        ShouldHoldNoSecret(run);
    }

    [Fact]
    public async Task Status_FileDamaged_NamesItAndTheCommand()
    {
        await SignInAsync();
        var file = _folder.Combine("data/twitch-account");
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Write(new byte[20]);
        }

        using var run = await RunAsync("twitch", "status");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Output.ShouldContain(file);
        run.Output.ShouldContain("ishowtts twitch login");
    }

    [Fact]
    public async Task Logout_SignedIn_RevokesAndForgets()
    {
        var pair = await SignInAsync();

        using var run = await RunAsync("twitch", "logout");
        using var again = await RunAsync("twitch", "logout");

        run.Output.ShouldContain("streamer is signed out");
        again.Output.ShouldContain("Nobody was signed in");
        _twitch.SignIn.IsGood(pair.AccessToken).ShouldBeFalse();
        File.Exists(_folder.Combine("data/twitch-account")).ShouldBeFalse();
    }

    [Fact]
    public async Task Logout_TwitchAway_ForgetsAndSaysWhereToTakeItBack()
    {
        await SignInAsync();
        await _twitch.DisposeAsync();

        using var run = await RunAsync("twitch", "logout");

        run.Error.ShouldContain("twitch.tv/settings/connections");
        File.Exists(_folder.Combine("data/twitch-account")).ShouldBeFalse();
    }

    private async Task<CommandRun> RunAsync(params string[] arguments) => await new CommandRun(_folder).RunAsync(arguments);

    private async Task<LoopbackToken> SignInAsync(string? scopes = null)
    {
        var token = _twitch.SignIn.Grant(scopes: scopes);
        await using var services = new AccountServices(_folder.Combine("data"));
        await services.Store.WriteAsync(AccountServices.Tokens(token), CancellationToken.None);
        return token;
    }

    private static void ShouldHoldNoSecret(CommandRun run)
    {
        foreach (var beginning in new[] { "accesstoken", "refresh+", "devicesecret" })
        {
            (run.Output + run.Error).ShouldNotContain(beginning);
        }
    }
}
