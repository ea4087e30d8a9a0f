using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Models;

/// <summary>Section <c>Models</c>: how <c>ishowtts models pull</c> fetches. The running worker fetches nothing.</summary>
internal sealed class ModelsOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Models";

    /// <summary>A mirror that has the same paths as <c>https://huggingface.co</c>, as <c>https://HOST</c> with or without a path. Checksums stay those of the list. Default none.</summary>
    [RegularExpression("^(https://[^\\s?#@]+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/[^\\s?#]*)?)?$", ErrorMessage = "must be https://HOST without a user name, or empty.")]
    [StringLength(500)]
    public string Mirror { get; set; } = "";

    /// <summary>Proxy as <c>http://HOST:PORT</c>. Empty, the default: that of the system (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).</summary>
    [RegularExpression("^(https?://[^\\s?#@]+)?$", ErrorMessage = "must be http://HOST:PORT without a user name, or empty; a proxy with a password goes into HTTPS_PROXY.")]
    [StringLength(500)]
    public string Proxy { get; set; } = "";

    /// <summary>How often a file is tried; each try goes on where the last one was cut. Default 5.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 5;

    /// <summary>Seconds before the first new try; each later one waits twice as long. Default 1.</summary>
    [Range(0.0, 60.0)]
    public double RetrySeconds { get; set; } = 1;

    /// <summary>Seconds without a byte after which a connection counts as cut. Default 30.</summary>
    [Range(1.0, 600.0)]
    public double StallSeconds { get; set; } = 30;
}
