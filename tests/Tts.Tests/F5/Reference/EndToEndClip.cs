using IShowTts.TestKit;
using IShowTts.Tts.F5.Reference;

namespace IShowTts.Tts.Tests.F5.Reference;

/// <summary>The clip of an end-to-end golden.</summary>
internal static class EndToEndClip
{
    /// <summary>As the model gets it: some cases of the reference go through the cutting of clips, others begin after it. Skips the test when there is no clip.</summary>
    /// <param name="name">For example <c>en_single</c>.</param>
    public static ReferenceSignal Signal(string name)
    {
        var settings = Goldens.Case("e2e/" + name);
        using var stream = File.OpenRead(Goldens.Require(settings.GetProperty("ref").GetString()!));
        var clip = PcmClip.Read(stream, ReferenceClipPreparer.LongestRecording);
        return ReferenceSignal.From(settings.GetProperty("entry").GetString()!.Contains("preprocess", StringComparison.Ordinal) ? ClipCutter.Cut(clip) : clip);
    }
}
