using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Rehearsal;

/// <summary>Turns lines of a rehearsal file into events and works out when each happened. Remembers the line before. One thread.</summary>
/// <param name="untimedGap">Time before a line that tells none.</param>
internal sealed class RehearsalLineDecoder(TimeSpan untimedGap)
{
    private const double MaxAfterSeconds = 86_400;

    // Files without times are told from here on, so that reading one twice gives the same.
    private static readonly DateTimeOffset s_beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonDocumentOptions s_noRepeats = new() { AllowDuplicateProperties = false };

    private readonly IrcEventDecoder _irc = new("", CheermotePrefixes.Global);
    private DateTimeOffset? _last;
    private DateTimeOffset? _lastTold;

    /// <summary>Decodes a line.</summary>
    /// <param name="number">Its number in the file, from 1.</param>
    /// <param name="raw">The line; null when it was too long.</param>
    /// <param name="file">Name of the file it is the whole of; null for a line among others.</param>
    public RehearsalLine Decode(int number, string? raw, string? file = null)
    {
        if (raw is null)
        {
            var problem = $"the line is longer than {RehearsalReader.MaxLineLength} characters";
            return new RehearsalLine(number, "", TimeSpan.Zero, DecodeResult.Malformed(problem));
        }

        double? after = null;
        var assumed = Assume(null);
        DecodeResult result;
        try
        {
            result = raw.AsSpan().TrimStart() is ['{', ..] ? DecodeJson(raw, out after, ref assumed) : DecodeIrc(raw.TrimStart(), assumed);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what a text with half a surrogate pair gives when it is read.
            result = DecodeResult.Malformed(Shorten(exception.Message));
        }

        return result.Event is { } streamEvent
            ? new RehearsalLine(number, raw, Advance(streamEvent.At, assumed, after), DecodeResult.Of(Complete(streamEvent, number))) { File = file }
            : new RehearsalLine(number, raw, TimeSpan.FromSeconds(after ?? 0), result) { File = file };
    }

    private static StreamEvent Complete(StreamEvent streamEvent, int number)
    {
        var id = streamEvent.Id.Length > 0 ? streamEvent.Id : string.Create(CultureInfo.InvariantCulture, $"line-{number}");
        var source = streamEvent.Source.Length > 0 ? streamEvent.Source : RehearsalEventSource.Source;
        // What Twitch told keeps what it told: an id that no deletion can name would hide the one of a twin.
        return streamEvent is MessageEvent { MessageId: "", Feed: "" } message
            ? message with { Id = id, Source = source, MessageId = id }
            : streamEvent with { Id = id, Source = source };
    }

    private static string Shorten(string message)
    {
        // What follows the path is about bytes; the path is kept, for it names the member.
        const string Mark = " Path: $.";
        var end = message.IndexOf(" Path: $", StringComparison.Ordinal);
        if (end < 0) return message;

        var member = message.IndexOf(Mark, StringComparison.Ordinal) < 0 ? "" : message[(end + Mark.Length)..].Split(' ')[0] + ": ";
        return member + message[..end]
            .Replace("System.Int32", "a whole number", StringComparison.Ordinal)
            .Replace("System.Decimal", "a number", StringComparison.Ordinal)
            .Replace("System.", "", StringComparison.Ordinal)
            .Replace("IShowTts.Integrations.Events.", "", StringComparison.Ordinal);
    }

    private DecodeResult DecodeJson(string raw, out double? after, ref DateTimeOffset assumed)
    {
        after = null;
        if (JsonNode.Parse(Encoding.UTF8.GetBytes(raw), documentOptions: s_noRepeats) is not JsonObject json) return DecodeResult.Malformed("the line is no JSON object");
        if (json.Remove("after", out var told))
        {
            if (told is not JsonValue value || !value.TryGetValue<double>(out var seconds) || seconds is not (>= 0 and <= MaxAfterSeconds))
                return DecodeResult.Malformed("after must be a number of seconds from 0 to 86400");
            after = seconds;
            assumed = Assume(after);
        }

        if (json.TryGetPropertyValue("irc", out var irc))
        {
            return irc is JsonValue text && text.TryGetValue<string>(out var line)
                ? DecodeIrc(line, assumed)
                : DecodeResult.Malformed("irc must be a text, one raw IRC line");
        }

        if (json.ContainsKey("metadata"))
        {
            using var envelope = JsonDocument.Parse(json.ToJsonString());
            return EventSubDecoder.Decode(envelope.RootElement, assumed);
        }

        if (!json.ContainsKey("type")) return DecodeResult.Malformed("the object has neither type (an event), irc nor metadata (an EventSub message)");
        using var document = JsonDocument.Parse(json.ToJsonString());
        var streamEvent = StreamEventJson.Read(document.RootElement);
        return DecodeResult.Of(streamEvent.At == default ? streamEvent with { At = assumed } : streamEvent);
    }

    private DecodeResult DecodeIrc(string raw, DateTimeOffset at) =>
        IrcLine.TryParse(raw, out var line, out var error) ? _irc.Decode(line, at) : DecodeResult.Malformed(error);

    private DateTimeOffset Assume(double? after) =>
        _last is { } last ? last + (after is { } seconds ? TimeSpan.FromSeconds(seconds) : untimedGap) : s_beginning + TimeSpan.FromSeconds(after ?? 0);

    private TimeSpan Advance(DateTimeOffset at, DateTimeOffset assumed, double? after)
    {
        var isTold = at != assumed;
        var gap = after is { } seconds ? TimeSpan.FromSeconds(seconds)
            : isTold && _lastTold is { } lastTold ? at - lastTold
            : _last is null ? TimeSpan.Zero
            : untimedGap;
        if (isTold) _lastTold = at;
        _last = at;
        return gap < TimeSpan.Zero ? TimeSpan.Zero : gap;
    }
}
