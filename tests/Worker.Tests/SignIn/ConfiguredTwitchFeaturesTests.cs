using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Worker.Tests.SignIn;

public sealed class ConfiguredTwitchFeaturesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task On_Defaults_AskForWhatIsSpokenOnly()
    {
        await using var services = new AccountServices(_folder.Path);

        services.Choice.On.Select(feature => feature.Name).ShouldBe(["chat", "answers", "irc", "channel-points", "bits", "subscriptions", "charity", "automod"]);
    }

    [Theory]
    [InlineData("channel:manage:redemptions", "Intake:Redemption:Enabled", "false")]
    [InlineData("channel:read:charity", "Intake:Donation:Enabled", "false")]
    [InlineData("moderator:manage:automod", "Twitch:AutoMod", "false")]
    [InlineData("bits:read", "Intake:Cheer:Enabled", "false", "Intake:PowerUp:Enabled", "false")]
    [InlineData("channel:read:subscriptions", "Intake:Subscription:Enabled", "false", "Intake:Gift:Enabled", "false")]
    [InlineData("user:write:chat", "Commands:Enabled", "false", "Intake:Redemption:Enabled", "false")]
    public async Task On_KindSwitchedOff_ItsRightIsNotAskedFor(string scope, params string[] keys)
    {
        await using var services = new AccountServices(_folder.Path, settings: [.. keys.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        TwitchFeatures.ScopesOf(services.Choice.On).ShouldNotContain(scope);
    }

    [Theory]
    [InlineData("moderator:read:followers", "Intake:Follow:Enabled", "true")]
    [InlineData("channel:read:hype_train", "Intake:Notice:ReadOthers", "true")]
    [InlineData("channel:read:hype_train", "Intake:Notice:Kinds:hype-train", "true")]
    [InlineData("channel:moderate", "Twitch:Bans", "true")]
    public async Task On_KindSwitchedOn_ItsRightIsAskedFor(string scope, string key, string value)
    {
        await using var plain = new AccountServices(_folder.Path);
        await using var services = new AccountServices(_folder.Path, settings: (key, value));

        TwitchFeatures.ScopesOf(plain.Choice.On).ShouldNotContain(scope);
        TwitchFeatures.ScopesOf(services.Choice.On).ShouldContain(scope);
    }
}
