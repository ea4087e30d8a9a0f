using System.Net;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Cli.Doctor;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Tests.Discord;

namespace IShowTts.Worker.Tests.Cli;

public sealed class DiscordDoctorTests : IDisposable
{
    private const string SecondText = "210000000000000005";
    private readonly DiscordDouble _discord = new();
    private Func<CancellationToken, ValueTask<string>> _bridge = static _ => new("v22.0.0");
    private DiscordBody? _running;

    public void Dispose() => _discord.Dispose();

    [Fact]
    public async Task Check_Off_IsOneLine()
    {
        (await LookAsync(new DiscordOptions())).ShouldBe(["Ok The Discord bot is off."]);
        (await LookAsync(new DiscordOptions(), "discord:talk")).ShouldHaveSingleItem().ShouldStartWith("Warning Outputs:Sinks names a Discord channel");
        _discord.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_AllIsWell_SaysSo()
    {
        (await LookAsync(DiscordDouble.Options())).ShouldBe(
        [
            "Ok Node v22.0.0 and the packages are there; the bridge starts.",
            "Ok The token is accepted: the bot is speaker.",
            "Ok Discord:Channels:talk: the bot may speak in Talk of First.",
        ]);
    }

    [Fact]
    public async Task Check_BadToken_IsAnErrorWithoutTheToken()
    {
        _discord.Instead = static () => DiscordDouble.Refusal(HttpStatusCode.Unauthorized);

        var findings = await LookAsync(DiscordDouble.Options());

        findings.ShouldContain(static finding => finding.StartsWith("Error Discord does not accept the token.", StringComparison.Ordinal));
        string.Join('\n', findings).ShouldNotContain(DiscordDouble.Token);
    }

    [Fact]
    public async Task Check_BridgeThatDoesNotStart_IsAnError()
    {
        _bridge = static _ => throw new DiscordException("node-too-old", "Node v18 is too old.");

        (await LookAsync(DiscordDouble.Options())).ShouldContain("Error Node v18 is too old.");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1 << 18, true)]
    [InlineData(1 << 19, true)]
    public async Task Check_TextChannels_NeedTheIntent(long flags, bool isWell)
    {
        _discord.Answers["applications/@me"] = $$"""{ "id": "1", "flags": {{flags}} }""";

        var findings = await LookAsync(DiscordDouble.Options(static options => options.TextChannels = [DiscordDouble.Text]));

        findings.Any(static finding => finding.StartsWith("Error Text channels are to be read, but Message Content Intent is off", StringComparison.Ordinal)).ShouldBe(!isWell);
        findings.ShouldContain("Ok Discord:TextChannels: the bot may read chat of First.");
    }

    [Theory]
    [InlineData("3212288", "[]", false)]
    [InlineData("3212416", "[]", true)]
    [InlineData("3212288", "[\"7\"]", true)]
    [InlineData("3146760", "[]", true)]
    public async Task Check_TextChannels_NeedTheAuditLog(string permissions, string roles, bool isWell)
    {
        _discord.Answers["applications/@me"] = """{ "id": "1", "flags": 524288 }""";
        _discord.Answers[$"channels/{SecondText}"] = $$"""{ "id": "{{SecondText}}", "type": 0, "guild_id": "{{DiscordDouble.Guild}}", "name": "more" }""";
        _discord.Answers[$"guilds/{DiscordDouble.Guild}/members/{DiscordDouble.Bot}"] = $$"""{ "roles": {{roles}} }""";
        _discord.Answers[$"guilds/{DiscordDouble.Guild}"] =
            $$"""{ "id": "{{DiscordDouble.Guild}}", "name": "First", "roles": [ { "id": "{{DiscordDouble.Guild}}", "permissions": "{{permissions}}" }, { "id": "7", "permissions": "128" } ] }""";

        var findings = await LookAsync(DiscordDouble.Options(static options => options.TextChannels = [DiscordDouble.Text, SecondText]));

        findings.Count(static finding => finding == "Error Discord:TextChannels: the bot lacks View Audit Log on First, so that a ban, kick or timeout silences nobody.").ShouldBe(isWell ? 0 : 1);
        findings.ShouldContain("Ok Discord:TextChannels: the bot may read more of First.");
    }

    [Fact]
    public async Task Check_TextChannels_NeedTheHistory()
    {
        _discord.Answers[$"guilds/{DiscordDouble.Guild}"] = $$"""{ "id": "{{DiscordDouble.Guild}}", "name": "First", "roles": [ { "id": "{{DiscordDouble.Guild}}", "permissions": "3146880" } ] }""";

        (await LookAsync(DiscordDouble.Options(static options => options.TextChannels = [DiscordDouble.Text])))
            .ShouldContain("Error Discord:TextChannels: the bot lacks Read Message History in chat of First.");
    }

    [Theory]
    [InlineData("1049600", "Error Discord:Channels:talk: the bot lacks Speak in Talk of First.")]
    [InlineData("0", "Error Discord:Channels:talk: the bot lacks View Channel, Connect, Speak in Talk of First.")]
    public async Task Check_MissingPermission_IsNamed(string permissions, string finding)
    {
        _discord.Answers[$"guilds/{DiscordDouble.Guild}"] = $$"""{ "id": "{{DiscordDouble.Guild}}", "name": "First", "roles": [ { "id": "{{DiscordDouble.Guild}}", "permissions": "{{permissions}}" } ] }""";

        (await LookAsync(DiscordDouble.Options())).ShouldContain(finding);
    }

    [Theory]
    [InlineData("""{ "id": "210000000000000001", "type": 13, "guild_id": "200000000000000001", "name": "Stage" }""", "Warning Discord:Channels:talk: Stage is a stage, where the bot may not let itself speak.")]
    [InlineData("""{ "id": "210000000000000001", "type": 0, "guild_id": "200000000000000001", "name": "chat" }""", "Error Discord:Channels:talk: chat is no voice channel.")]
    [InlineData("""{ "id": "210000000000000001", "type": 2, "guild_id": "300000000000000001", "name": "far" }""", "Error Discord:Channels:talk: the channel 210000000000000001 is not on the server 200000000000000001.")]
    public async Task Check_AnotherChannelThanMeant_IsSaid(string channel, string finding)
    {
        _discord.Answers[$"channels/{DiscordDouble.Voice}"] = channel;

        (await LookAsync(DiscordDouble.Options())).ShouldContain(finding);
    }

    [Fact]
    public async Task Check_ChannelThatIsNotSeen_IsAnError()
    {
        _discord.Answers.Remove($"channels/{DiscordDouble.Voice}");

        (await LookAsync(DiscordDouble.Options())).ShouldContain("Error Discord:Channels:talk: the bot does not see the channel 210000000000000001.");
    }

    [Fact]
    public async Task Check_SinksAndChannels_MustMeet()
    {
        (await LookAsync(DiscordDouble.Options(), "device:ishowtts")).ShouldContain("Warning Nothing is spoken in Discord:Channels:talk.");
        (await LookAsync(DiscordDouble.Options(), "discord:talk", "DISCORD:Other")).ShouldContain("Error Outputs:Sinks has discord:other, but there is no Discord:Channels:other.");
    }

    [Fact]
    public async Task Check_RunningWorker_TellsEncryptionAndTrouble()
    {
        _running = DiscordBody.Off with
        {
            State = "ready",
            Channels =
            [
                Voice("a", "ready", "in Talk with 2 listeners, encrypted", true),
                Voice("b", "ready", "in Talk with 2 listeners, not end-to-end encrypted", false),
                Voice("c", "stopped", "Discord refused the voice connection (4017).", false),
                Voice("d", "alone", "Nobody is in Talk to hear.", false),
                Voice("e", "muted", "The bot may not speak in Talk.", false),
            ],
        };

        (await LookAsync(DiscordDouble.Options()))[^5..].ShouldBe(
        [
            "Ok The running worker, a: in Talk with 2 listeners, encrypted",
            "Warning The running worker, b: in Talk with 2 listeners, not end-to-end encrypted",
            "Warning The running worker, c: Discord refused the voice connection (4017).",
            "Ok The running worker, d: Nobody is in Talk to hear.",
            "Warning The running worker, e: The bot may not speak in Talk.",
        ]);
    }

    [Theory]
    [InlineData("off", "", "Warning The bot of the running worker is off.")]
    [InlineData("failed", "Discord does not accept the token.", "Warning The bot of the running worker is failed: Discord does not accept the token.")]
    public async Task Check_RunningWorkerWithoutABot_IsSaid(string state, string detail, string finding)
    {
        _running = DiscordBody.Off with { State = state, Detail = detail };

        (await LookAsync(DiscordDouble.Options())).ShouldContain(finding);
    }

    private static DiscordVoiceBody Voice(string name, string state, string detail, bool isEncrypted) => new(name, "1", state, "", detail, "2", "Talk", 2, isEncrypted);

    private async Task<string[]> LookAsync(DiscordOptions options, params string[] sinks)
    {
        using var rest = _discord.Rest(options);
        var check = new DiscordDoctorCheck(options, options.Enabled && sinks.Length == 0 ? ["discord:talk"] : sinks, rest, token => _bridge(token), _ => new(_running));
        var findings = await check.CheckAsync(CancellationToken.None);
        findings.ShouldAllBe(static finding => finding.Level == FindingLevel.Ok || finding.Cure != null);
        return [.. findings.Select(static finding => $"{finding.Level} {finding.Message}")];
    }
}
