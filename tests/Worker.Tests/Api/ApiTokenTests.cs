using IShowTts.Worker.Api;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Tests.Api;

public sealed class ApiTokenTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private DataDirectory Directory => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Token_AtTheFirstStart_IsMadeForTheOwnerOnly()
    {
        var token = ApiToken.LoadOrCreate(Directory);

        token.Value.Length.ShouldBe(64);
        token.Value.All(char.IsAsciiHexDigitLower).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Directory.TokenFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Token_AtTheSecondStart_IsTheSame() =>
        ApiToken.LoadOrCreate(Directory).Value.ShouldBe(ApiToken.LoadOrCreate(Directory).Value);

    [Fact]
    public void Tokens_OfTwoDirectories_Differ()
    {
        using var other = new TemporaryDirectory();

        ApiToken.LoadOrCreate(Directory).Value.ShouldNotBe(ApiToken.LoadOrCreate(new DataDirectory(other.Path)).Value);
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Token_ThatOthersCanReach_IsRefusedWithTheCure(UnixFileMode mode)
    {
        ApiToken.LoadOrCreate(Directory);
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no file modes.");
        }

        File.SetUnixFileMode(Directory.TokenFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        var error = Should.Throw<ConfigurationException>(() => ApiToken.LoadOrCreate(Directory));

        error.Message.ShouldContain(Directory.TokenFile);
        error.Message.ShouldContain("chmod 600");
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0123456789012345678901234567890123456789 with spaces")]
    public void Token_ThatIsDamaged_IsRefusedWithTheCure(string content)
    {
        ApiToken.LoadOrCreate(Directory);
        File.WriteAllText(Directory.TokenFile, content);

        Should.Throw<ConfigurationException>(() => ApiToken.LoadOrCreate(Directory)).Message.ShouldContain("Delete the file");
    }

    [Fact]
    public void Token_ComparedWithAnother_MatchesOnlyItself()
    {
        var token = ApiToken.LoadOrCreate(Directory);

        token.Matches(token.Value).ShouldBeTrue();
        token.Matches(token.Value.ToUpperInvariant() + "x").ShouldBeFalse();
        token.Matches("").ShouldBeFalse();
        token.Matches(new string('a', 64)).ShouldBeFalse();
    }
}
