using System.Text;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Speech;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Whether ffmpeg is there and can write the formats that the API gives back. It is optional, so a missing one is no fault.</summary>
/// <param name="find">Gives the program's path; null when it is not there.</param>
/// <param name="listEncoders">Gives the names of a program's encoders.</param>
internal sealed class FfmpegDoctorCheck(Func<string?> find, Func<string, CancellationToken, Task<IReadOnlySet<string>>> listEncoders) : IDoctorCheck
{
    private const int MostCharacters = 262_144;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => "ffmpeg";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (find() is not { } program)
        {
            return [new Finding(Name, FindingLevel.Ok, "ffmpeg is not there: the API gives audio back as wav and pcm only.", FfmpegProgram.Cure)];
        }

        try
        {
            var encoders = await listEncoders(program, cancellationToken);
            var missing = SpeechFormats.FfmpegEncoders.Where(pair => !encoders.Contains(pair.Value)).Select(pair => $"{Kebab.Of(pair.Key)} ({pair.Value})").ToList();
            return missing.Count == 0
                ? Finding.Ok(Name, $"{program} writes {string.Join(", ", SpeechFormats.FfmpegEncoders.Keys.Select(Kebab.Of))}.")
                : Finding.Warning(Name, $"{program} has no encoder for {string.Join(", ", missing)}.", "Install a complete ffmpeg, or set Api:Ffmpeg to one.");
        }
        catch (Exception exception) when (exception is SpeechEncodingException or IOException)
        {
            return Finding.Warning(Name, $"{program} could not be asked for its encoders: {exception.Message}", FfmpegProgram.Cure);
        }
    }

    /// <summary>Asks a program.</summary>
    /// <param name="program">Path of ffmpeg.</param>
    /// <param name="time">Limits the program's life.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SpeechEncodingException">It cannot be started.</exception>
    public static async Task<IReadOnlySet<string>> ListEncodersAsync(string program, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var ffmpeg = FfmpegProcess.Start(program, ["-hide_banner", "-nostdin", "-loglevel", "quiet", "-encoders"], Longest, time);
        using var reader = new StreamReader(ffmpeg.Output, Encoding.UTF8, leaveOpen: true);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var read = 0;
        while (read < MostCharacters && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            read += line.Length;
            if (line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is [_, var name, ..])
            {
                names.Add(name);
            }
        }

        return names;
    }
}
