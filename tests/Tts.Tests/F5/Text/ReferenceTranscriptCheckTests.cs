using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class ReferenceTranscriptCheckTests
{
    private const string English = "Some call me nature, others call me mother nature.";

    [Theory]
    [InlineData(English, 5.33)]
    [InlineData("对，这就是我，万人敬仰的太乙真人。", 6.76)]
    [InlineData("こんにちは、みなさん。今日はいい天気ですね。", 4.0)]
    [InlineData("안녕하세요, 만나서 반갑습니다.", 3.0)]
    [InlineData("Привет всем, рад вас видеть сегодня!", 3.0)]
    [InlineData("مرحبا بكم جميعا في البث المباشر", 3.0)]
    [InlineData("Call 555 0123 now.", 3.5)]
    public void Check_TranscriptOfItsClip_FindsNothing(string transcript, double seconds) =>
        ReferenceTranscriptCheck.Check(transcript, seconds).ShouldBeNull();

    [Theory]
    [InlineData("Some call me", 5.33)]
    [InlineData("hi", 10.0)]
    [InlineData("对，这就是", 6.76)]
    public void Check_MissingWords_SaysThatSpeechWouldBeStretched(string transcript, double seconds)
    {
        var finding = ReferenceTranscriptCheck.Check(transcript, seconds);

        finding!.Code.ShouldBe(ReferenceTranscriptCheck.TooShort);
        finding.Message.ShouldContain("stretched");
        finding.Message.ShouldContain("per second");
    }

    [Theory]
    [InlineData(English, 1.5)]
    [InlineData("对，这就是我，万人敬仰的太乙真人。", 1.0)]
    public void Check_TooManyWords_SaysThatSpeechWouldBeRushed(string transcript, double seconds)
    {
        var finding = ReferenceTranscriptCheck.Check(transcript, seconds);

        finding!.Code.ShouldBe(ReferenceTranscriptCheck.TooLong);
        finding.Message.ShouldContain("rushed");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ... 😀")]
    public void Check_NoWords_IsFound(string transcript) =>
        ReferenceTranscriptCheck.Check(transcript, 5)!.Code.ShouldBe(ReferenceTranscriptCheck.Empty);

    [Fact]
    public void Pace_OfMixedText_CountsWhatIsSaid() =>
        SpeechPace.Of("Hi, 世界! 12 カ나 😀 --").ShouldBe(new SpeechPace(Letters: 2, Han: 2, Hangul: 1, Kana: 1, Digits: 2, Clauses: 2));
}
