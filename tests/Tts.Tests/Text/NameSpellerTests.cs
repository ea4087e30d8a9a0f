using IShowTts.Tts.Text;

namespace IShowTts.Tts.Tests.Text;

public sealed class NameSpellerTests
{
    [Theory]
    [InlineData("xX_DarkSlayer99_Xx", "Dark Slayer 99")]
    [InlineData("xXDarkSlayerXx", "Dark Slayer")]
    [InlineData("Robin", "Robin")]
    [InlineData("robin_the_hood", "robin the hood")]
    [InlineData("TheRealRobin", "The Real Robin")]
    [InlineData("TVGuy", "TV Guy")]
    [InlineData("n00bmaster69", "noobmaster 69")]
    [InlineData("Sl4yer", "Slayer")]
    [InlineData("gh0st_r1der", "ghost rider")]
    [InlineData("game4life", "game 4 life")]
    [InlineData("user8273641", "user")]
    [InlineData("8273641", "8273641")]
    [InlineData("Agent007", "Agent 007")]
    [InlineData("__kim__", "kim")]
    [InlineData("Looooooool", "Lool")]
    [InlineData("O'Brien", "O Brien")]
    [InlineData("mr.bean-fan", "mr bean fan")]
    [InlineData("дарк_слэйер", "дарк слэйер")]
    [InlineData("猫大好き", "猫大好き")]
    [InlineData("Zoë", "Zoë")]
    [InlineData("___", "")]
    [InlineData("", "")]
    [InlineData("PlayerTwo2", "Player Two 2")]
    [InlineData("XxX", "Xx X")]
    [InlineData("ABC", "ABC")]
    [InlineData("iPhone15Pro", "i Phone 15 Pro")]
    public void Speak_Name_IsSayable(string name, string spoken) => NameSpeller.Speak(name).ShouldBe(spoken);
}
