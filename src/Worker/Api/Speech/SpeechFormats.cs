namespace IShowTts.Worker.Api.Speech;

/// <summary>Names and media types of the formats.</summary>
internal static class SpeechFormats
{
    /// <summary>All names, as clients write them.</summary>
    public static string AllNames { get; } = string.Join(", ", Kebab.All<SpeechFormat>());

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string name, out SpeechFormat format) => Kebab.TryParse(name, out format);

    /// <summary>The value of <c>Content-Type</c>.</summary>
    public static string MediaTypeOf(SpeechFormat format) => format switch
    {
        SpeechFormat.Wav => "audio/wav",
        _ => "audio/pcm",
    };
}
