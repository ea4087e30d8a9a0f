using IShowTts.Integrations.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

public class TwitchAddressTests
{
    [Theory]
    [InlineData("https://id.twitch.tv/oauth2", "https://id.twitch.tv/oauth2")]
    [InlineData("https://id.twitch.tv/oauth2/", "https://id.twitch.tv/oauth2")]
    [InlineData("https://id.twitch.tv", "https://id.twitch.tv/oauth2")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/oauth2")]
    [InlineData("http://127.0.0.1:8080/mock/id", "http://127.0.0.1:8080/mock/id")]
    public void Of_HostAlone_GetsThePathOfTwitch(string text, string address) =>
        TwitchAddress.Of(text, "/oauth2").AbsoluteUri.ShouldBe(address);
}
