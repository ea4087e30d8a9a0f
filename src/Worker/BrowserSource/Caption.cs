using IShowTts.Tts.Audio;
using IShowTts.Worker.Api;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.BrowserSource;

/// <summary>The caption that pages show now, and what they must be told when it changes. Not thread safe.</summary>
internal sealed class Caption
{
    /// <summary>Longest text shown, UTF-16 units.</summary>
    internal const int MaxText = 4_000;

    private const int MaxName = 100;
    private Cue? cue;
    private int version;
    private TimeSpan heard;
    private bool isPlaying;

    /// <summary>Takes over what plays now.</summary>
    /// <param name="now">The cue that has the sinks; null when silent.</param>
    /// <param name="heardNow">How much of it was heard.</param>
    /// <param name="goesOn">It is not on hold.</param>
    /// <returns>Messages for the pages; none when nothing changed.</returns>
    public IReadOnlyList<OverlayFrame> Follow(Cue? now, TimeSpan heardNow, bool goesOn)
    {
        var messages = new List<OverlayFrame>();
        if (now is { Cancelled.IsCancellationRequested: true })
        {
            now = null; // deleted or skipped: its words go before its sound has faded
        }

        if (now != cue)
        {
            var before = cue;
            cue = now;
            version = -1;
            heard = TimeSpan.MinValue;
            messages.Add(now is null ? Clear(before) : Show(now.Utterance));
        }

        if (now is null)
        {
            return messages;
        }

        if (now.Timeline.Version != version)
        {
            version = now.Timeline.Version;
            messages.Add(Words(now));
        }

        if (heardNow != heard || goesOn != isPlaying)
        {
            heard = heardNow;
            isPlaying = goesOn;
            messages.Add(Position(now));
        }

        return messages;
    }

    /// <summary>Everything a new page must be told; none when silent.</summary>
    public IReadOnlyList<OverlayFrame> Whole() => cue is null ? [] : [Show(cue.Utterance), Words(cue), Position(cue)];

    /// <summary>What was heard to its end may linger; what was deleted, skipped or cut off goes at once.</summary>
    private static OverlayFrame Clear(Cue? before)
        => OverlayJsonContext.Write(new PlainMessage(before?.Ending == CueEnding.Heard ? "done" : "clear"), OverlayJsonContext.Default.PlainMessage);

    private static OverlayFrame Show(Utterance utterance) => OverlayJsonContext.Write(
        new CaptionMessage(
            "caption",
            utterance.Id,
            utterance.Viewer.IsAnonymous ? "" : Shorten(utterance.Viewer.DisplayName, MaxName),
            Kebab.Of(utterance.Kind),
            utterance.Amount is { } amount ? AmountText.Show(amount) : "",
            Shorten(utterance.SpokenText, MaxText)),
        OverlayJsonContext.Default.CaptionMessage);

    private static OverlayFrame Words(Cue cue) => OverlayJsonContext.Write(
        new WordsMessage("words", cue.Utterance.Id, [.. cue.Timeline.Words().Where(word => word.End <= MaxText).Select(ToMilliseconds)]),
        OverlayJsonContext.Default.WordsMessage);

    private static int[] ToMilliseconds(WordTiming word) => [word.Start, word.End, Milliseconds(word.FromSample), Milliseconds(word.ToSample)];

    private static int Milliseconds(int samples) => (int)(samples * 1_000L / AudioFormat.Mono48.SampleRate);

    private static string Shorten(string text, int longest)
        => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private OverlayFrame Position(Cue shown) => OverlayJsonContext.Write(
        new PositionMessage("position", shown.Utterance.Id, Math.Max(0, heard.TotalMilliseconds), isPlaying), OverlayJsonContext.Default.PositionMessage);
}
