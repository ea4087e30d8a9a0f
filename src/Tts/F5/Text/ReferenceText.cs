using System.Text;

namespace IShowTts.Tts.F5.Text;

/// <summary>How the original code changes a clip's transcript before the model reads it in front of every text.</summary>
internal static class ReferenceText
{
    /// <summary>Length in UTF-8 bytes, the measure of all durations. A broken surrogate counts 3.</summary>
    /// <param name="text">Any text.</param>
    public static int Bytes(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Ends the transcript (<c>preprocess_ref_audio_text</c>): unless it ends with <c>". "</c> or <c>"。"</c>, a space is put after a dot, else a dot and a space.</summary>
    /// <param name="transcript">What is said in the clip; not empty.</param>
    /// <exception cref="ArgumentException">It is empty; F5-TTS would ask a speech recognizer, which we do not have.</exception>
    public static string Complete(string transcript)
    {
        ArgumentException.ThrowIfNullOrEmpty(transcript);
        if (transcript.EndsWith(". ", StringComparison.Ordinal) || transcript.EndsWith('。'))
            return transcript;
        return transcript + (transcript.EndsWith('.') ? " " : ". ");
    }

    /// <summary>The completed transcript as the model reads it (<c>infer_batch_process</c>): one more space when the last character is one UTF-8 byte. Its bytes count in durations.</summary>
    /// <param name="completed">From <see cref="Complete"/>.</param>
    public static string ForModel(string completed) => completed is [.., < '\u0080'] ? completed + " " : completed;
}
