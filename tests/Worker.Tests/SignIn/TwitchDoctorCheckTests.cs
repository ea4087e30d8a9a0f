using IShowTts.Integrations.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Cli.Doctor;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.SignIn;

public sealed class TwitchDoctorCheckTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private LoopbackTwitch _twitch = null!;

    public async Task InitializeAsync() => _twitch = await LoopbackTwitch.StartAsync();

    public async Task DisposeAsync() => await _twitch.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_NobodySignedIn_IsWellAndNamesTheCommand()
    {
        var finding = (await CheckAsync()).ShouldHaveSingleItem();

        finding.Level.ShouldBe(FindingLevel.Ok);
        finding.Message.ShouldContain("anonymously");
        finding.Cure.ShouldNotBeNull().ShouldContain("ishowtts twitch login");
    }

    [Fact]
    public async Task Check_SignedIn_SaysWhoAndUntilWhen()
    {
        var finding = (await CheckAsync(_twitch.SignIn.Grant())).ShouldHaveSingleItem();

        finding.Level.ShouldBe(FindingLevel.Ok);
        finding.Message.ShouldContain("Signed in as streamer; the token is good until 20");
        finding.Message.ShouldContain("bits:read");
    }

    [Fact]
    public async Task Check_MissingRights_AreWarningsWithWhatTheySwitchOff()
    {
        var findings = await CheckAsync(_twitch.SignIn.Grant(scopes: "user:read:chat user:write:chat chat:read chat:edit bits:read channel:read:subscriptions channel:read:charity"));

        findings.Where(finding => finding.Level == FindingLevel.Warning).Select(finding => finding.Message).ShouldBe(
        [
            "Without the right channel:manage:redemptions: no channel-point rewards with refunds.",
            "Without the right moderator:manage:automod: no messages that AutoMod holds.",
        ]);
        findings.ShouldAllBe(finding => finding.Level == FindingLevel.Ok || finding.Cure == "Sign in: ishowtts twitch login");
    }

    [Fact]
    public async Task Check_WrongAccount_IsAnError() =>
        (await CheckAsync(_twitch.SignIn.Grant(userId: "7", login: "ourbot"))).ShouldContain(finding => finding.Level == FindingLevel.Error && finding.Message.Contains("ourbot"));

    [Fact]
    public async Task Check_RightsTakenBack_IsAnErrorWithTheCommand()
    {
        var token = _twitch.SignIn.Grant();
        _twitch.SignIn.RevokeAll();

        var finding = (await CheckAsync(token)).ShouldHaveSingleItem();

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Cure.ShouldNotBeNull().ShouldContain("ishowtts twitch login");
        finding.Message.ShouldNotContain(token.AccessToken);
    }

    [Fact]
    public async Task Check_FileCannotBeRead_IsAnErrorThatNamesIt()
    {
        await using var services = new AccountServices(_folder.Path, _twitch);
        await services.Store.WriteAsync(AccountServices.Tokens(_twitch.SignIn.Grant()), CancellationToken.None);
        await File.WriteAllBytesAsync(services.Directory.TwitchTokenFile, new byte[40]);

        var finding = (await CheckAsync()).ShouldHaveSingleItem();

        finding.Level.ShouldBe(FindingLevel.Error);
        finding.Message.ShouldContain(services.Directory.TwitchTokenFile);
    }

    [Fact]
    public async Task Check_TwitchAway_IsAWarning()
    {
        var token = _twitch.SignIn.Grant();
        await using var services = new AccountServices(_folder.Path, _twitch);
        await services.Store.WriteAsync(AccountServices.Tokens(token), CancellationToken.None);
        await _twitch.DisposeAsync();

        (await CheckAsync(services)).Select(finding => finding.Level).ShouldBe([FindingLevel.Ok, FindingLevel.Warning]);
    }

    private async Task<IReadOnlyList<Finding>> CheckAsync(LoopbackToken? signedIn = null)
    {
        await using var services = new AccountServices(_folder.Path, _twitch);
        if (signedIn is not null)
        {
            await services.Store.WriteAsync(AccountServices.Tokens(signedIn), CancellationToken.None);
        }

        return await CheckAsync(services);
    }

    private static async Task<IReadOnlyList<Finding>> CheckAsync(AccountServices services) =>
        await new TwitchDoctorCheck(services.Account, services.Choice, services.Get<IOptions<TwitchOptions>>().Value).CheckAsync(CancellationToken.None);
}
