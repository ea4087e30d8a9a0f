using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Api;

/// <summary>Section <c>Api</c>: the HTTP server.</summary>
internal sealed class ApiOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Api";

    /// <summary>Address to listen on: an IP address, or <c>localhost</c>. One that other machines can reach needs <see cref="AllowRemote"/>. Default 127.0.0.1.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 lets the system choose a free one (it is written to the file <c>address</c> of the data directory). Default 7790.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 7790;

    /// <summary>Allows an address that other machines can reach. They always need the token, for reading too. Default false.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Asks programs on this machine for the token for reading too. Default false.</summary>
    public bool RequireTokenForReading { get; set; }

    /// <summary>Names by which the server may be called besides <c>localhost</c> and IP addresses. Default none.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Web pages of others that may read answers and, with a key, change something, as <c>https://name:port</c>. Default none.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>Largest body of a request, bytes. Default 65,536.</summary>
    [Range(1_024, 1_048_576)]
    public int MaxBodyBytes { get; set; } = 65_536;

    /// <summary>Largest clip of an uploaded voice, bytes. Default 10,485,760 (10 MiB).</summary>
    [Range(65_536, 67_108_864)]
    public int MaxClipBytes { get; set; } = 10_485_760;

    /// <summary>Time that the upload of a voice may take, seconds; then it is given up. Default 120.</summary>
    [Range(1, 3_600)]
    public int MaxUploadSeconds { get; set; } = 120;

    /// <summary>Longest text of <c>POST /api/utterances</c>, characters; the filters shorten what is spoken further. Default 2,000.</summary>
    [Range(1, 10_000)]
    public int MaxTextCharacters { get; set; } = 2_000;

    /// <summary>Most event streams at the same time; callers without a secret together, and each API key, have at most half of them. Default 32.</summary>
    [Range(1, 1_000)]
    public int MaxEventStreams { get; set; } = 32;

    /// <summary>An event stream sends an event <c>ping</c> this often, seconds, so that both ends know that the line stands. Default 15.</summary>
    [Range(1, 300)]
    public int KeepAliveSeconds { get; set; } = 15;

    /// <summary>Requests for audio (<c>/api/tts</c>, <c>/v1/audio/speech</c>) that are spoken at the same time; in an engine's line they give way to the show. Default 4.</summary>
    [Range(1, 64)]
    public int MaxSyntheses { get; set; } = 4;

    /// <summary>Requests for audio that wait for their turn; the next one is refused. Default 64.</summary>
    [Range(0, 1_000)]
    public int MaxSynthesesWaiting { get; set; } = 64;

    /// <summary>Requests for audio, spoken or waiting, that one client may have. Default 16.</summary>
    [Range(1, 1_000)]
    public int MaxSynthesesPerClient { get; set; } = 16;

    /// <summary>Audio that answers keep for slow readers, bytes; while it is more, no further answer begins. Default 268,435,456 (256 MiB).</summary>
    [Range(1_048_576, int.MaxValue)]
    public int MaxSynthesisBytes { get; set; } = 268_435_456;

    /// <summary>Seconds of audio after which an answer is cut. Default 300.</summary>
    [Range(1, 3_600)]
    public int MaxSynthesisAudioSeconds { get; set; } = 300;

    /// <summary>Seconds that an engine may take to the first audio of an answer, and again for the rest; then the next engine of the voice speaks. Default 300.</summary>
    [Range(1, 3_600)]
    public int SynthesisSeconds { get; set; } = 300;

    /// <summary>The program that writes mp3, opus, aac and flac: a path, or a name that is looked for on PATH. Default <c>ffmpeg</c>.</summary>
    [Required]
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>Voices for names that OpenAI's clients send, as <c>"alloy": "en-us+f3"</c>. OpenAI's own names that are not listed get the default voice. Default none.</summary>
    public Dictionary<string, string> OpenAiVoices { get; set; } = [];
}
