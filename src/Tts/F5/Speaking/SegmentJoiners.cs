using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Chooses how parts are joined.</summary>
internal static class SegmentJoiners
{
    /// <summary>A new joiner for one text.</summary>
    /// <param name="options">Streaming and overlap.</param>
    public static ISegmentJoiner Create(F5Options options) => options.Streaming
        ? new StreamedJoiner(TimeSpan.FromSeconds(options.CrossFadeSeconds))
        : new OriginalJoiner((int)(options.CrossFadeSeconds * ClipPace.SampleRate));
}
