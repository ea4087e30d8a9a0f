using IShowTts.Tts.Audio;
using IShowTts.Tts.F5.Reference;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Voices;

/// <summary>A recording from a stranger, read as far as it is one: nothing of its bytes goes further than its samples.</summary>
/// <param name="Wav">Our own encoding of it: 16-bit PCM, at its own rate.</param>
/// <param name="Prepared">As the engine imitates it.</param>
internal sealed record UploadedClip(byte[] Wav, ReferenceClip Prepared)
{
    private const double ShortestSeconds = 1;

    /// <summary>Longest recording that is taken.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads a recording.</summary>
    /// <param name="stream">A WAV, or anything.</param>
    /// <param name="name">What people call it, for messages.</param>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why and what to do.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static UploadedClip Read(Stream stream, string name)
    {
        var recording = PcmClip.Read(stream, Longest, mustBeWhole: true);
        var seconds = (double)recording.SampleFrames / recording.SampleRate;
        if (seconds < ShortestSeconds)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The recording has {seconds:0.0} s; at least {ShortestSeconds} s is needed, and 3 to 12 s are best. Record more."));
        }

        var wav = Encode(recording);
        try
        {
            using var content = new MemoryStream(wav, writable: false);
            return new UploadedClip(wav, ReferenceClipPreparer.Prepare(content, name));
        }
        catch (ReferenceClipException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Writes a recording in our own encoding.</summary>
    /// <param name="recording">The recording.</param>
    public static byte[] Encode(PcmClip recording)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new AudioFormat(recording.SampleRate, recording.Channels), WavSampleFormat.Pcm16, leaveOpen: true))
        {
            writer.Write(Array.ConvertAll(recording.Samples, static sample => sample / (float)PcmClip.FullScale));
        }

        return stream.ToArray();
    }

    /// <summary>Why a transcript cannot be what is said in it; null when it can.</summary>
    /// <param name="transcript">As the user wrote it.</param>
    public string? Compare(string transcript) => ReferenceTranscriptCheck.Check(transcript, Prepared.Seconds)?.Message;

    /// <summary>What its owner should know although it can be used.</summary>
    public IEnumerable<string> Notes()
    {
        const double noticeable = 0.5, best = 3;
        if (Prepared.SourceSeconds - Prepared.Seconds > noticeable)
        {
            yield return FormattableString.Invariant(
                $"Of its {Prepared.SourceSeconds:0.0} s {Prepared.Seconds:0.0} s are imitated, from the start, cut at a pause, silent edges away. The transcript must hold only what is said in them.");
        }

        if (Prepared.SpokenSeconds < best)
        {
            yield return FormattableString.Invariant($"There are {Prepared.SpokenSeconds:0.0} s of speech in it; 3 to 12 s are best.");
        }
    }
}
