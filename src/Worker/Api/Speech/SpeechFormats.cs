namespace IShowTts.Worker.Api.Speech;

/// <summary>Names and media types of the formats, and how ffmpeg is asked for them.</summary>
internal static class SpeechFormats
{
    /// <summary>All names, as clients write them.</summary>
    public static string AllNames { get; } = string.Join(", ", Kebab.All<SpeechFormat>());

    /// <summary>The values of <c>Content-Type</c> of all formats.</summary>
    public static IReadOnlyList<string> MediaTypes => [.. Enum.GetValues<SpeechFormat>().Select(MediaTypeOf)];

    /// <summary>The formats that ffmpeg writes, each with the encoder it needs.</summary>
    public static IReadOnlyDictionary<SpeechFormat, string> FfmpegEncoders { get; } = new Dictionary<SpeechFormat, string>
    {
        [SpeechFormat.Mp3] = "libmp3lame",
        [SpeechFormat.Opus] = "libopus",
        [SpeechFormat.Aac] = "aac",
        [SpeechFormat.Flac] = "flac",
    };

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string name, out SpeechFormat format) => Kebab.TryParse(name, out format);

    /// <summary>Whether ffmpeg writes it.</summary>
    public static bool NeedsFfmpeg(SpeechFormat format) => FfmpegEncoders.ContainsKey(format);

    /// <summary>The value of <c>Content-Type</c>.</summary>
    public static string MediaTypeOf(SpeechFormat format) => format switch
    {
        SpeechFormat.Wav => "audio/wav",
        SpeechFormat.Pcm => "audio/pcm",
        SpeechFormat.Mp3 => "audio/mpeg",
        SpeechFormat.Opus => "audio/ogg",
        SpeechFormat.Aac => "audio/aac",
        _ => "audio/flac",
    };

    /// <summary>ffmpeg's arguments: 48 kHz mono samples from standard input, the format to standard output. Nothing of a request is in them.</summary>
    public static IReadOnlyList<string> FfmpegArguments(SpeechFormat format) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error", "-probesize", "32", "-analyzeduration", "0",
        "-f", "s16le", "-ar", "48000", "-ac", "1", "-i", "pipe:0",
        "-c:a", FfmpegEncoders[format], .. Container(format), "-bitexact", "-flush_packets", "1", "pipe:1",
    ];

    private static string[] Container(SpeechFormat format) => format switch
    {
        // A pipe cannot be rewound to fill in the table that the Xing header is.
        SpeechFormat.Mp3 => ["-b:a", "128k", "-write_xing", "0", "-f", "mp3"],
        SpeechFormat.Opus => ["-b:a", "64k", "-page_duration", "100000", "-f", "ogg"],
        SpeechFormat.Aac => ["-b:a", "128k", "-f", "adts"],
        _ => ["-f", "flac"],
    };
}
