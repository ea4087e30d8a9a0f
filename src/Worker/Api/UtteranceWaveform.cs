using IShowTts.Tts.Audio;
using IShowTts.Worker.Playout;

namespace IShowTts.Worker.Api;

/// <summary>The audio of an utterance as a line to draw, while its audio is there: from its synthesis to its end.</summary>
internal static class UtteranceWaveform
{
    /// <summary>Parts when none are asked for.</summary>
    internal const int DefaultPoints = 200;

    /// <summary>Most parts.</summary>
    internal const int MaxPoints = 2_000;

    /// <summary>Draws it.</summary>
    /// <param name="cue">The audio; null when there is none.</param>
    /// <param name="points">Parts, 1 to <see cref="MaxPoints"/>.</param>
    /// <returns>Null when there is no audio (any more).</returns>
    public static WaveformBody? Draw(Cue? cue, int points)
    {
        var isComplete = cue?.IsComplete ?? false;
        var length = cue?.Length ?? 0;
        if (cue is null || length == 0)
        {
            return null;
        }

        var peaks = new double[Math.Min(points, length)];
        for (var i = 0; i < peaks.Length; i++)
        {
            var start = (int)((long)length * i / peaks.Length);
            var end = (int)((long)length * (i + 1) / peaks.Length);
            peaks[i] = Math.Round(cue.Measure(start, end - start).Peak, 3);
        }

        return new WaveformBody(Math.Round(AudioFormat.Mono48.DurationOf(length).TotalMilliseconds, 1), isComplete, peaks);
    }
}
