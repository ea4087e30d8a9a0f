using IShowTts.Tts.Files;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Tests.Api.Keys;

public sealed class ApiKeyFileTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private DataDirectory Directory => new(folder.Path);

    private ApiKeyFile Keys => new(Directory);

    [Fact]
    public void Keys_WithoutAFile_AreNone() => Keys.Read().ShouldBeEmpty();

    [Fact]
    public void File_HoldsHashesOnlyAndIsForTheOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // file modes are Unix's
        }

        var secret = ApiKeySecret.Generate();

        Keys.Add(NewKey("stream deck", secret, ApiScope.Speak | ApiScope.Control));

        File.GetUnixFileMode(Directory.ApiKeysFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var text = File.ReadAllText(Directory.ApiKeysFile);
        text.ShouldNotContain(secret);
        text.ShouldNotContain(secret[ApiKeySecret.Prefix.Length..]);
        var read = Keys.Read().ShouldHaveSingleItem();
        read.Scopes.ShouldBe(ApiScope.Speak | ApiScope.Control);
        read.Hash.ToArray().ShouldBe(ApiKeySecret.Hash(secret));
    }

    [Fact]
    public void File_ThatOthersCanRead_IsRefusedWithTheCure()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // file modes are Unix's
        }

        Keys.Add(NewKey("one"));
        File.SetUnixFileMode(Directory.ApiKeysFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Should.Throw<ConfigurationException>(() => Keys.Read()).Message.ShouldContain("chmod 600");
        Should.Throw<ConfigurationException>(() => Keys.Add(NewKey("two"))).Message.ShouldContain("chmod 600");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":2,"keys":[]}""")]
    [InlineData("""{"version":1,"keys":[null]}""")]
    [InlineData("""{"version":1,"keys":[],"more":1}""")]
    [InlineData("""{"version":1,"keys":[{"name":"a","sha256":"00","scopes":["speak"],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"keys":[{"name":"a","sha256":null,"scopes":["speak"],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"keys":[{"name":"a","sha256":"HASH","scopes":["everything"],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"keys":[{"name":"a","sha256":"HASH","scopes":[],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"keys":[{"name":"a","sha256":"HASH","scopes":["overlay","admin"],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"keys":[{"name":"dashboard","sha256":"HASH","scopes":["speak"],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"keys":[{"name":"a","sha256":"HASH","scopes":["speak"],"createdAt":"2026-01-01T00:00:00Z"},{"name":"A","sha256":"HASH","scopes":["speak"],"createdAt":"2026-01-01T00:00:00Z"}]}""")]
    public void File_ThatIsDamaged_IsNamedInTheError(string content)
    {
        using (var file = new StreamWriter(Directory.ApiKeysFile, PrivateFile.Options(FileMode.Create)))
        {
            file.Write(content.Replace("HASH", new string('a', 64), StringComparison.Ordinal));
        }

        Should.Throw<ConfigurationException>(() => Keys.Read()).Message.ShouldContain("keys.json");
    }

    [Fact]
    public void File_ThatIsHuge_IsNotRead()
    {
        using (var file = new FileStream(Directory.ApiKeysFile, PrivateFile.Options(FileMode.Create)))
        {
            file.SetLength(1L << 32);
        }

        Should.Throw<ConfigurationException>(() => Keys.Read()).Message.ShouldContain("longer than");
    }

    [Fact]
    public void Add_OfANameThatIsThere_IsRefusedWhateverTheCase()
    {
        Keys.Add(NewKey("Stream Deck"));

        Should.Throw<ConfigurationException>(() => Keys.Add(NewKey("stream deck"))).Message.ShouldContain("Stream Deck");
        Keys.Read().Count.ShouldBe(1);
    }

    [Fact]
    public void Add_OfMoreThanAHundred_IsRefused()
    {
        for (var number = 0; number < ApiKeyRules.MaxKeys; number++)
        {
            Keys.Add(NewKey($"key {number}"));
        }

        Should.Throw<ConfigurationException>(() => Keys.Add(NewKey("one more"))).Message.ShouldContain("100");
        Keys.Read().Count.ShouldBe(ApiKeyRules.MaxKeys);
    }

    [Fact]
    public void Revoke_OfAKey_LeavesTheOthers()
    {
        Keys.Add(NewKey("one"));
        Keys.Add(NewKey("two"));

        Keys.Revoke("ONE").ShouldBeTrue();
        Keys.Revoke("one").ShouldBeFalse();

        Keys.Read().Select(key => key.Name).ShouldBe(["two"]);
    }

    [Fact]
    public void Change_WhileAnotherCommandChanges_IsRefusedAndLosesNothing()
    {
        Keys.Add(NewKey("one"));
        var options = PrivateFile.Options(FileMode.OpenOrCreate);
        options.Share = FileShare.None;
        using var other = new FileStream(Directory.ApiKeysLockFile, options);

        Should.Throw<ConfigurationException>(() => Keys.Add(NewKey("two"))).Message.ShouldContain("Try again");

        Keys.Read().Select(key => key.Name).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" deck")]
    [InlineData("deck\n")]
    [InlineData("<b>")]
    [InlineData("a\u202eb")]
    [InlineData("API")]
    [InlineData("Dashboard")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void Names_ThatWouldMislead_AreRefused(string name) => ApiKeyRules.FindNameError(name).ShouldNotBeNull();

    [Theory]
    [InlineData("stream deck")]
    [InlineData("Übersicht 2")]
    [InlineData("ストリーム")]
    [InlineData("obs-1_main.x")]
    public void Names_OfEveryLanguage_AreTaken(string name) => ApiKeyRules.FindNameError(name).ShouldBeNull();

    public void Dispose() => folder.Dispose();

    private static ApiKey NewKey(string name, string secret = "secret", ApiScope scopes = ApiScope.Speak) => new(name, ApiKeySecret.Hash(secret), scopes, DateTimeOffset.UnixEpoch);
}
