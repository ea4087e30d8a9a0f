using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Rehearsal;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;
using IShowTts.TestKit.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>Nothing that a server or a file says makes a decoder throw, hang, or give a span that cuts a character.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] s_lines = [.. Fixture.Read("irc.txt").Select(fixture => fixture.Input)];

    private static readonly string[] s_messages =
    [
        .. Fixture.Read("eventsub.txt").Select(fixture => fixture.Input.Split(' ', 2)).Select(parts => EventSubDecoderTests.Envelope(parts[0], parts[1])),
    ];

    [Property(MaxTest = 4000)]
    public void Irc_MutatedLine_GivesAnEventOrAReason(DoNotSize<int> seed)
    {
        var raw = Mutate(s_lines, seed.Item);
        if (!IrcLine.TryParse(raw, out var line, out var error))
        {
            error.ShouldNotBeEmpty();
            return;
        }

        var result = new IrcEventDecoder("", CheermotePrefixes.Global).Decode(line, DateTimeOffset.UnixEpoch);
        Check(result);
        CheckNoWordIsCut(result);
    }

    [Property(MaxTest = 2000)]
    public void Irc_RandomUnicode_GivesAnEventOrAReason(string? text, int first, int last)
    {
        var raw = $"@emotes=1:{first}-{last},{first % 10}-{last % 20}/2:0-3;gifs={first % 5}-{last % 30}|g|u;bits=1;reply-parent-display-name={text} :a!a@a PRIVMSG #c :{text}";

        if (IrcLine.TryParse(raw, out var line, out _)) Check(new IrcEventDecoder("", CheermotePrefixes.Global).Decode(line, DateTimeOffset.UnixEpoch));
    }

    [Property(MaxTest = 4000)]
    public void EventSub_MutatedMessage_GivesAnEventOrAReason(DoNotSize<int> seed)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Encoding.UTF8.GetBytes(Mutate(s_messages, seed.Item)));
        }
        catch (JsonException)
        {
            // What is no JSON never reaches the decoder.
            return;
        }

        using (document) Check(EventSubDecoder.Decode(document.RootElement, DateTimeOffset.UnixEpoch));
    }

    [Property(MaxTest = 1000)]
    public void Rehearsal_MutatedFile_GivesAnEventOrAReasonForEachLine(DoNotSize<int> seed)
    {
        var lines = File.ReadAllLines(Path.Combine(TestKit.SharedData.RepositoryRoot, "config", "rehearsal.jsonl"));
        using var text = new StringReader(Mutate(lines, seed.Item) + "\n" + Mutate(s_messages, seed.Item ^ 1) + "\n" + Mutate(s_lines, seed.Item ^ 2));

        foreach (var line in RehearsalReader.ReadAsync(text, new RehearsalOptions(), CancellationToken.None).ToBlockingEnumerable()) Check(line.Result);
    }

    [Property(MaxTest = 2000)]
    public void Framer_RandomBytes_HoldsOneLineAtMost(byte[] bytes, PositiveInt size)
    {
        var framer = new IrcLineFramer(16);
        List<string> lines = [];

        foreach (var piece in bytes.Chunk(size.Get)) framer.Append(piece, lines);

        lines.ShouldAllBe(line => line.Length <= 16 && !line.Contains('\n'));
        lines.Count.ShouldBeLessThanOrEqualTo(bytes.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("@emotes=", "1:0-9999,", " :a!a@a PRIVMSG #c :", "Kappa ")]
    [InlineData("@gifs=", "0-9|x|u,", " :a!a@a PRIVMSG #c :", "[a] ")]
    [InlineData("@bits=1;", "a=1;", " :a!a@a PRIVMSG #c :", "Cheer1 ")]
    [InlineData("@x=", @"\s\:", " :a!a@a PRIVMSG #c :", "😂")]
    [InlineData("@badges=", "moderator/1,", " :a!a@a PRIVMSG #c :", "a\u0301")]
    public Task Irc_HugeLine_IsReadInLinearTime(string start, string tag, string middle, string text)
    {
        // The longest line that a connection lets through is 32 KiB; this is eight times as long.
        var raw = new StringBuilder(start).Insert(start.Length, tag, 128 * 1024 / tag.Length).Append(middle).Insert(0, "", 0);
        raw.Append(string.Concat(Enumerable.Repeat(text, 128 * 1024 / text.Length)));

        return TestKit.TimeLimit.ShouldBeKeptAsync(TimeSpan.FromSeconds(2), _ =>
        {
            var watch = Stopwatch.StartNew();
            IrcLine.TryParse(raw.ToString(), out var line, out var error).ShouldBeTrue(error);
            Check(new IrcEventDecoder("", CheermotePrefixes.Global).Decode(line!, DateTimeOffset.UnixEpoch));
            return Task.FromResult(watch.Elapsed);
        });
    }

    private static void Check(DecodeResult result)
    {
        (result.Event is null).ShouldBe(result.Code != DecodeCodes.Accepted);
        if (result.Event is null) result.Detail.ShouldNotBeEmpty();
        if (result.Event is not MessageEvent message) return;

        message.Viewer.DisplayName.ShouldNotBeEmpty();
        var end = 0;
        foreach (var span in message.Message.Spans)
        {
            span.Start.ShouldBeGreaterThanOrEqualTo(end);
            span.Length.ShouldBeGreaterThan(0);
            end = span.Start + span.Length;
            end.ShouldBeLessThanOrEqualTo(message.Message.Text.Length);
            IsInsidePair(message.Message.Text, span.Start).ShouldBeFalse();
            IsInsidePair(message.Message.Text, end).ShouldBeFalse();
        }
    }

    private static void CheckNoWordIsCut(DecodeResult result)
    {
        if (result.Event is not MessageEvent { Message: var message }) return;
        foreach (var span in message.Spans.Where(span => span.Kind is TextSpanKind.Emote or TextSpanKind.Gif))
        {
            if (span.Start > 0) char.IsLetterOrDigit(message.Text[span.Start - 1]).ShouldBeFalse();
            var end = span.Start + span.Length;
            if (end < message.Text.Length) char.IsLetterOrDigit(message.Text[end]).ShouldBeFalse();
        }
    }

    private static bool IsInsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text, at - 1);

    /// <summary>One of the texts with a few letters changed, cut, doubled, or parts of another text put in.</summary>
    private static string Mutate(string[] texts, int seed)
    {
        const string Spice = "\0\u0001\r\n@:;=\\/-,|#{}[]\"0129é😂\ud83d\udc49\u0301\u200d ";
        var random = new System.Random(seed);
        var text = new StringBuilder(texts[random.Next(texts.Length)]);
        for (var change = random.Next(6); change >= 0 && text.Length > 0; change--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0: text[at] = Spice[random.Next(Spice.Length)]; break;
                case 1: text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)); break;
                case 2: text.Insert(at, Spice[random.Next(Spice.Length)]); break;
                case 3: text.Length = at; break;
                case 4: text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 30), text.Length - at))); break;
                default:
                    var other = texts[random.Next(texts.Length)];
                    text.Insert(at, other[random.Next(other.Length)..]);
                    break;
            }
        }

        return text.ToString();
    }
}
