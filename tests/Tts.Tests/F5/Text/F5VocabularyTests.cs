using System.Text;
using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class F5VocabularyTests
{
    [SkippableFact]
    public void Load_OfficialFile_HasTheSizeThatTheGoldensName()
    {
        var path = Goldens.Require("vocab.txt");
        using var golden = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Goldens.Require("tokenizer.json")));
        Skip.IfNot(golden.RootElement.TryGetProperty("official_vocab_size", out var size), "tokenizer.json names no size.");

        F5Vocabulary.Load(path).Count.ShouldBe(size.GetInt32());
    }

    [Theory]
    [InlineData(" \na\nb\n")]
    [InlineData(" \r\na\r\nb\r\n")]
    [InlineData(" \ra\rb\r")]
    [InlineData(" \na\nbx")]
    [InlineData(" \na\nb😀")]
    public void Parse_EveryLineEnding_GivesTheSameNumbers(string content)
    {
        var vocabulary = F5Vocabulary.Parse(Encoding.UTF8.GetBytes(content), "test");

        vocabulary.Count.ShouldBe(3);
        vocabulary.IdOf("a").ShouldBe(1);
        vocabulary.IdOf("b").ShouldBe(2);
        vocabulary.IdOf(" ").ShouldBe(0);
    }

    [Fact]
    public void IdOf_UnknownOrBeyondTheTable_IsTheSpace()
    {
        // Three lines, two tokens: the table has no row for number 2.
        var vocabulary = F5Vocabulary.Parse(" \na\na\n"u8, "test");

        vocabulary.Count.ShouldBe(2);
        vocabulary.IdOf("a").ShouldBe(0);
        vocabulary.IdOf("zz").ShouldBe(0);
        vocabulary.IdOf("").ShouldBe(0);
    }

    [Theory]
    [InlineData("a\nb\n", "line 1")]
    [InlineData("\na\n", "line 1")]
    [InlineData("\uFEFF \na\n", "byte order mark")]
    [InlineData("", "empty")]
    public void Parse_NoVocabulary_IsRefusedByName(string content, string named)
    {
        var error = Should.Throw<CheckpointException>(() => F5Vocabulary.Parse(Encoding.UTF8.GetBytes(content), "my.txt"));

        error.Message.ShouldContain("my.txt");
        error.Message.ShouldContain(named);
    }

    [Fact]
    public void Parse_BadBytesOrLongLines_NameTheLine()
    {
        byte[] broken = [.. " \na\n"u8, 0xC3, 0x28, (byte)'\n'];
        Should.Throw<CheckpointException>(() => F5Vocabulary.Parse(broken, "my.txt")).Message.ShouldContain("line 3");

        byte[] longLine = [.. " \n"u8, .. Enumerable.Repeat((byte)'x', 100_000)];
        Should.Throw<CheckpointException>(() => F5Vocabulary.Parse(longLine, "my.txt")).Message.ShouldContain("line 2");
    }

    [Fact]
    public void Parse_TooManyLinesOrBytes_IsRefused()
    {
        byte[] lines = [.. " \n"u8, .. Enumerable.Repeat((byte)'\n', F5Vocabulary.MaxTokens)];
        Should.Throw<CheckpointException>(() => F5Vocabulary.Parse(lines, "my.txt")).Message.ShouldContain("lines");

        Should.Throw<CheckpointException>(() => F5Vocabulary.Parse(new byte[F5Vocabulary.MaxFileBytes + 1], "my.txt")).Message.ShouldContain("bytes");
    }

    [Fact]
    public void Load_MissingFile_NamesItAndTheCure()
    {
        var error = Should.Throw<CheckpointException>(() => F5Vocabulary.Load("/nowhere/vocab.txt"));

        error.Message.ShouldContain("/nowhere/vocab.txt");
        error.Message.ShouldContain("vocab.txt that came with the model");
    }
}
