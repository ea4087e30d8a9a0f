using IShowTts.Integrations.Discord;

namespace IShowTts.Integrations.Tests.Discord;

public class DiscordOptionsValidatorTests
{
    private const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.AbCdEf.not-a-real-token";
    private const string Id = "123456789012345678";

    [Fact]
    public void Validate_AWholeBot_FindsNothing()
    {
        var options = Bot();
        options.Channels["main"] = new() { GuildId = Id, ChannelId = "12345678901234567", GainDb = -6, Kinds = ["chat", "power-up"] };
        options.TextChannels = [Id];

        Errors(options).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://discord.example/api")]
    [InlineData("http://127.0.0.1:4711/api")]
    [InlineData("http://[::1]:4711/api")]
    public void Validate_AnAddressThatATokenMayGoTo_FindsNothing(string address) =>
        Errors(Bot(options => options.ApiUrl = address)).ShouldBeEmpty();

    [Theory]
    [InlineData("http://discord.example/api")]
    [InlineData("wss://discord.example")]
    [InlineData("https://discord.example/api?x=1")]
    [InlineData("https://me:word@discord.example/api")]
    [InlineData("discord.example")]
    public void Validate_AnAddressThatATokenMustNotGoTo_NamesKeyAndCure(string address) =>
        Errors(Bot(options => options.ApiUrl = address)).ShouldHaveSingleItem().ShouldStartWith("Discord:ApiUrl: this must be an https:// address");

    [Fact]
    public void Validate_Nulls_AreNamed()
    {
        Errors(new DiscordOptions { Token = null!, ApiUrl = null!, Node = null!, ModulesFolder = null!, Channels = null!, TextChannels = null! }).Select(static error => error.Split(": ")[0])
            .ShouldBe(["Discord:Token", "Discord:ApiUrl", "Discord:Node", "Discord:ModulesFolder", "Discord:Channels", "Discord:TextChannels"]);
        Errors(Bot(static options =>
        {
            options.Channels["a"] = null!;
            options.Channels["b"] = new() { GuildId = null!, ChannelId = null!, Kinds = null! };
        })).Select(static error => error.Split(": ")[0])
            .ShouldBe(["Discord:Channels:a", "Discord:Channels:b:GuildId", "Discord:Channels:b:ChannelId", "Discord:Channels:b:Kinds"]);
    }

    [Fact]
    public void Validate_NoToken_IsAnErrorOnlyWhenEnabled()
    {
        Errors(new DiscordOptions()).ShouldBeEmpty();

        Errors(new DiscordOptions { Enabled = true }).ShouldHaveSingleItem().ShouldStartWith("Discord:Token: ");
    }

    [Theory]
    [InlineData("Bot " + Token)]
    [InlineData(Token + "\n")]
    [InlineData("tökèn")]
    public void Validate_ATokenThatIsNone_NeverShowsIt(string token)
    {
        var error = Errors(Bot(options => options.Token = token)).ShouldHaveSingleItem();

        error.ShouldStartWith("Discord:Token: ");
        error.ShouldNotContain(token.Trim());
        error.ShouldNotContain("AbCdEf");
    }

    [Theory]
    [InlineData("1234567890123456")]
    [InlineData("123456789012345678901")]
    [InlineData("99999999999999999999")]
    [InlineData("general")]
    [InlineData("12345678901234567٣")]
    [InlineData("")]
    public void Validate_AnIdThatIsNone_NamesEachKey(string id)
    {
        var options = Bot();
        options.Channels["main"] = new() { GuildId = id, ChannelId = id };
        options.TextChannels = [id];

        Errors(options).Select(error => error.Split(": ")[0]).Order()
            .ShouldBe(["Discord:Channels:main:ChannelId", "Discord:Channels:main:GuildId", "Discord:TextChannels:0"]);
    }

    [Fact]
    public void Validate_ATokenPastedAsAnId_IsNotShownWhole()
    {
        var options = Bot();
        options.Channels["main"] = new() { GuildId = Id, ChannelId = Token };

        Errors(options).ShouldHaveSingleItem().ShouldNotContain("not-a-real-token");
    }

    [Theory]
    [InlineData("Main")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a23456789012345678901234567890123")]
    public void Validate_ANameThatIsNone_SaysWhatNamesAre(string name)
    {
        var options = Bot();
        options.Channels[name] = new() { GuildId = Id, ChannelId = Id };

        Errors(options).ShouldHaveSingleItem().ShouldContain("1 to 32 of the small letters");
    }

    [Fact]
    public void Validate_UnknownKindAndGainOutOfRange_NamesBoth()
    {
        var options = Bot();
        options.Channels["main"] = new() { GuildId = Id, ChannelId = Id, GainDb = 13, Kinds = ["chat", "Chat"] };

        var errors = Errors(options);

        errors.Length.ShouldBe(2);
        errors.ShouldContain(error => error.StartsWith("Discord:Channels:main:GainDb: ", StringComparison.Ordinal));
        errors.ShouldContain(error => error.StartsWith("Discord:Channels:main:Kinds:1: 'Chat' is no kind of utterance. They are chat,", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_ATextChannelTwiceAndTooManyChannels_NamesBoth()
    {
        var options = Bot();
        options.TextChannels = [Id, Id];
        for (var i = 0; i < 51; i++) options.Channels[$"c{i}"] = new() { GuildId = Id, ChannelId = Id };

        Errors(options).Select(error => error.Split(' ')[0]).Order().ShouldBe(["Discord:Channels", "Discord:TextChannels:1:"]);
    }

    [Fact]
    public void Validate_ANodeThatIsNoPath_NamesTheKey()
    {
        Errors(Bot(options => options.Node = " ")).ShouldHaveSingleItem().ShouldStartWith("Discord:Node: ");
        Errors(Bot(options => options.Node = "no\nde")).ShouldHaveSingleItem().ShouldStartWith("Discord:Node: ");
        Errors(Bot(options => options.ModulesFolder = new string('x', 1_001))).ShouldHaveSingleItem().ShouldStartWith("Discord:ModulesFolder: ");
    }

    private static DiscordOptions Bot(Action<DiscordOptions>? change = null)
    {
        var options = new DiscordOptions { Enabled = true, Token = Token };
        change?.Invoke(options);
        return options;
    }

    private static string[] Errors(DiscordOptions options) => [.. new DiscordOptionsValidator().Validate(null, options).Failures ?? []];
}
