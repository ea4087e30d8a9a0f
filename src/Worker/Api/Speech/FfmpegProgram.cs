using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Where ffmpeg is. Looked for at each use, so that it can be installed while the worker runs.</summary>
/// <param name="options">Holds <c>Api:Ffmpeg</c>.</param>
internal sealed class FfmpegProgram(IOptions<ApiOptions> options)
{
    /// <summary>What to do when it is not there.</summary>
    public const string Cure = "Install ffmpeg (apt-get install ffmpeg), or set Api:Ffmpeg to its path; wav and pcm need nothing.";

    /// <summary>The program's path; null when it is not there.</summary>
    public string? Find()
    {
        var name = options.Value.Ffmpeg;
        if (Path.GetFileName(name) != name)
        {
            return File.Exists(name) ? Path.GetFullPath(name) : null;
        }

        // Never the current directory: what lies there may be anybody's.
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
