using IShowTts.Integrations.Events;
using IShowTts.Integrations.Rehearsal;

namespace IShowTts.Integrations.Tests.Rehearsal;

public sealed class RehearsalReaderTests
{
    [Fact]
    public async Task Read_ChatByHand_FillsInWhatIsMissing()
    {
        var line = (await ReadAsync("""{"type":"chat","viewer":{"login":"ann"},"message":"hello"}""")).ShouldHaveSingleItem();

        var chat = line.Event.ShouldBeOfType<ChatMessage>();
        chat.Viewer.ShouldBe(new Viewer("ann", "ann", "ann"));
        chat.Message.ShouldBe(MessageText.Plain("hello"));
        chat.Id.ShouldBe("line-1");
        chat.MessageId.ShouldBe("line-1");
        chat.Source.ShouldBe("rehearsal");
        line.Result.Code.ShouldBe(DecodeCodes.Accepted);
    }

    [Fact]
    public async Task Read_BlankLinesAndComments_AreLeftOutButCounted()
    {
        var lines = await ReadAsync("# a comment\n\n  \n{\"type\":\"raid\",\"viewer\":\"Bob\",\"viewers\":3}\r\nPING :x\n");

        lines.Select(line => line.Number).ShouldBe([4, 5]);
        lines[0].Event.ShouldBeOfType<Raid>().Viewers.ShouldBe(3);
        lines[1].Result.Code.ShouldBe(DecodeCodes.NotAMessage);
    }

    [Fact]
    public async Task Read_RawIrcLine_IsDecoded()
    {
        var lines = await ReadAsync("""
            :ann!ann@ann.tmi.twitch.tv PRIVMSG #somewhere :plain
            {"irc":"@bits=5 :bob!b@b PRIVMSG #somewhere :Cheer5 wrapped","after":2.5}
            """);

        lines[0].Event.ShouldBeOfType<ChatMessage>().Message.Text.ShouldBe("plain");
        lines[1].Event.ShouldBeOfType<Cheer>().Bits.ShouldBe(5);
        lines[1].Gap.ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("""{"type":"chat","mesage":"hello"}""", "mesage")]
    [InlineData("""{"type":"chatt"}""", "chatt")]
    [InlineData("""{"message":"hello"}""", "type")]
    [InlineData("""{"type":"chat","message":null}""", "message")]
    [InlineData("""{"type":"chat","message":5}""", "")]
    [InlineData("""{"type":"chat","viewer":{}}""", "viewer")]
    [InlineData("""{"type":"cheer","bits":-1}""", "bits")]
    [InlineData("""{"type":"cheer","bits":1e99}""", "bits")]
    [InlineData("""{"type":"donation","amount":1,"currency":"dollars"}""", "currency")]
    [InlineData("""{"type":"gift","count":0}""", "count")]
    [InlineData("""{"type":"chat","after":-1}""", "after")]
    [InlineData("""{"type":"chat","after":"soon"}""", "after")]
    [InlineData("""{"irc":5}""", "irc")]
    [InlineData("""{"type":"chat","type":"cheer"}""", "")]
    [InlineData("""{"type":"chat","message":"\ud83d"}""", "")]
    [InlineData("""{"type":"chat","message":{"text":"ab","spans":[{"start":1,"length":2,"kind":"emote","id":"1"}]}}""", "spans")]
    [InlineData("""{"type":"chat","message":{"text":"😂","spans":[{"start":1,"length":1,"kind":"emote","id":"1"}]}}""", "spans")]
    [InlineData("""{"type":"chat","viewer":{"login":"ann","roles":"boss"}}""", "viewer.roles is made of subscriber, vip")]
    [InlineData("""{"type":"chat","viewer":{"login":"ann","roles":"vip, boss"}}""", "viewer.roles is made of subscriber, vip")]
    [InlineData("""{"type":"chat","viewer":{"login":"ann","roles":4}}""", "viewer.roles is made of subscriber, vip")]
    [InlineData("""{"type":"chat","viewer":{"login":"ann","roles":["vip"]}}""", "viewer.roles is made of subscriber, vip")]
    [InlineData("!!!", "command")]
    public async Task Read_MalformedLine_SaysWhatIsWrong(string text, string named)
    {
        var lines = await ReadAsync(text + "\n{\"type\":\"chat\",\"viewer\":\"ann\",\"message\":\"next\"}");

        lines[0].Event.ShouldBeNull();
        lines[0].Result.Code.ShouldBe(DecodeCodes.Malformed);
        lines[0].Result.Detail.ShouldContain(named);
        lines[^1].Event.ShouldBeOfType<ChatMessage>().Message.Text.ShouldBe("next");
    }

    [Fact]
    public async Task Read_OneDocumentOverManyLines_IsOneLine()
    {
        var lines = await ReadAsync("""
            {
              "metadata": { "message_type": "notification", "message_id": "i", "subscription_type": "channel.raid", "message_timestamp": "2026-01-01T00:00:00Z" },
              "payload": { "event": { "from_broadcaster_user_login": "bob", "viewers": 5 } }
            }
            """);

        var line = lines.ShouldHaveSingleItem();
        line.Number.ShouldBe(1);
        line.Event.ShouldBeOfType<Raid>().Viewers.ShouldBe(5);
    }

    [Fact]
    public async Task Read_FirstLineCutOff_DoesNotSwallowTheRest()
    {
        var lines = await ReadAsync("{\"type\":\n# note\n{\"type\":\"chat\",\"viewer\":\"ann\"}\n\nPING :x");

        lines.Select(line => (line.Number, line.Result.Code)).ShouldBe(
            [(1, DecodeCodes.Malformed), (3, DecodeCodes.Accepted), (5, DecodeCodes.NotAMessage)]);
    }

    [Fact]
    public async Task Read_LineBeyondTheLimit_IsMalformedAndTheNextIsRead()
    {
        var lines = await ReadAsync("PING :" + new string('x', RehearsalReader.MaxLineLength) + "\n{\"type\":\"chat\",\"viewer\":\"ann\"}");

        lines[0].Result.Detail.ShouldContain("longer than");
        lines[0].Raw.ShouldBeEmpty();
        lines[1].Event.ShouldBeOfType<ChatMessage>();
    }

    [Fact]
    public async Task Read_Twice_GivesTheSame()
    {
        const string Text = "{\"type\":\"chat\",\"viewer\":\"ann\",\"after\":3}\n:bob!b@b PRIVMSG #c :hi\n{\"type\":\"raid\",\"viewer\":\"cid\"}";

        var first = await ReadAsync(Text);

        first.ShouldBe(await ReadAsync(Text));
        first.Select(line => line.Event!.Id).ShouldBe(["line-1", "line-2", "line-3"]);
        first.Select(line => line.Event!.At).ShouldBe(first.Select(line => line.Event!.At).Order());
    }

    [Fact]
    public async Task Read_TheRehearsalThatComesAlong_HasNoMalformedLine()
    {
        var path = Path.Combine(TestKit.SharedData.RepositoryRoot, "config", "rehearsal.jsonl");

        List<RehearsalLine> lines = [];
        await foreach (var line in RehearsalReader.ReadAsync(path, new RehearsalOptions(), CancellationToken.None)) lines.Add(line);

        lines.ShouldAllBe(line => line.Event != null);
        lines.Aggregate(TimeSpan.Zero, (sum, line) => sum + line.Gap).TotalSeconds.ShouldBeInRange(60, 110);
    }

    private static async Task<List<RehearsalLine>> ReadAsync(string text)
    {
        using var reader = new StringReader(text);
        List<RehearsalLine> lines = [];
        await foreach (var line in RehearsalReader.ReadAsync(reader, new RehearsalOptions(), CancellationToken.None)) lines.Add(line);
        return lines;
    }
}
