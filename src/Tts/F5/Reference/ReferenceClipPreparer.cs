using IShowTts.Tts.Audio;
using IShowTts.Tts.Dsp;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Reference;

/// <summary>Turns a WAV into a prompt: cut to at most 12 s, edges trimmed, mono, level, 24 kHz, mel. Thread safe.</summary>
internal static class ReferenceClipPreparer
{
    /// <summary>Largest file, 64 MiB: five minutes of 48 kHz stereo at 16 bit fit.</summary>
    public const int LargestFile = 64 << 20;

    private const double ShortestSeconds = 0.5;

    /// <summary>Longest recording that is taken, before it is cut.</summary>
    public static TimeSpan LongestRecording { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Prepares a file.</summary>
    /// <param name="path">A WAV.</param>
    /// <exception cref="ReferenceClipException">The file cannot be read or used.</exception>
    public static ReferenceClip Prepare(string path)
    {
        using var content = new MemoryStream(ReadFile(path), writable: false);
        return Prepare(content, path);
    }

    /// <summary>Prepares a WAV from a stream.</summary>
    /// <param name="stream">From its current position; stays open.</param>
    /// <param name="name">What people call it, for messages.</param>
    /// <exception cref="ReferenceClipException">The recording cannot be used.</exception>
    public static ReferenceClip Prepare(Stream stream, string name)
    {
        var (recording, cut) = Cut(stream, name);
        var signal = ReferenceSignal.From(cut);
        var mel = new float[MelSpectrogram.FramesOf(signal.Samples.Length) * MelSpectrogram.Mels];
        new MelSpectrogram().Analyze(signal.Samples, mel);
        return new ReferenceClip(
            mel,
            signal.Samples.Length,
            signal.Rms,
            (double)cut.SampleFrames / cut.SampleRate,
            (double)recording.SampleFrames / recording.SampleRate,
            SpeechActivity.Of(signal.Samples, MelSpectrogram.SampleRate).ActiveSeconds);
    }

    /// <summary>What of a file is imitated, to be heard.</summary>
    /// <param name="path">A WAV.</param>
    /// <returns>24 kHz mono, at the level it has in the file, which is the level speech in its voice gets.</returns>
    /// <exception cref="ReferenceClipException">The file cannot be read or used.</exception>
    public static float[] Listen(string path)
    {
        using var content = new MemoryStream(ReadFile(path), writable: false);
        var signal = ReferenceSignal.From(Cut(content, path).Cut);
        Gain.Apply(signal.Samples, signal.OutputGain);
        return signal.Samples;
    }

    /// <summary>Reads a whole file that is not larger than a clip may be.</summary>
    /// <param name="path">Where.</param>
    /// <exception cref="ReferenceClipException">There is no such file, it cannot be read, or it is too large.</exception>
    public static byte[] ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LargestFile)
            {
                throw new ReferenceClipException(
                    $"Reference clip {path} has {file.Length >> 20} MiB; {LargestFile >> 20} MiB is the most. Cut it to the 3 to 12 s that shall be imitated.");
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReferenceClipException($"Reference clip {path} cannot be read: {exception.Message}", exception);
        }
    }

    private static (PcmClip Recording, PcmClip Cut) Cut(Stream stream, string name)
    {
        var recording = ReadRecording(stream, name);
        var cut = ClipCutter.Cut(recording);
        return (double)(cut.SampleFrames - ClipCutter.TailSampleFrames(cut.SampleRate)) / cut.SampleRate >= ShortestSeconds
            ? (recording, cut)
            : throw new ReferenceClipException(
                $"Reference clip {name}: there is less than {ShortestSeconds} s of sound above −42 dBFS in it. Record 3 to 12 s of clear speech.");
    }

    private static PcmClip ReadRecording(Stream stream, string name)
    {
        try
        {
            return PcmClip.Read(stream, LongestRecording);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new ReferenceClipException($"Reference clip {name}: {exception.Message}", exception);
        }
    }
}
