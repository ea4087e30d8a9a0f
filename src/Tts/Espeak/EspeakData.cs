using System.Runtime.InteropServices;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Espeak;

/// <summary>Finds the folder of eSpeak NG's data. Looked at before the library starts: without its data it would hang at the first word.</summary>
internal static class EspeakData
{
    /// <summary>The name the data folder has.</summary>
    public const string FolderName = "espeak-ng-data";

    /// <summary>The library copies its path into a buffer of 160 bytes; a longer one would be cut and quietly replaced.</summary>
    private const int LongestPath = 120;

    private static readonly string[] RequiredFiles = ["phontab", "phondata", "phonindex", "intonations"];

    /// <summary>Finds a data folder with every file the library needs to start.</summary>
    /// <param name="configured"><c>Espeak:DataPath</c>; empty looks in the usual places.</param>
    /// <returns>Full path of the data folder itself.</returns>
    /// <exception cref="SynthesisException"><c>engine-missing</c>, with the cure.</exception>
    public static string Find(string configured) => Find(configured, UsualPlaces());

    /// <summary>As <see cref="Find(string)"/>, with the usual places given.</summary>
    internal static string Find(string configured, IReadOnlyList<string> places)
    {
        var candidates = configured.Length == 0 ? places : [configured];
        foreach (var candidate in candidates)
        {
            foreach (var folder in new[] { Path.Combine(candidate, FolderName), candidate })
            {
                if (Array.TrueForAll(RequiredFiles, file => File.Exists(Path.Combine(folder, file))))
                {
                    return Checked(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
                }
            }
        }

        throw new SynthesisException("engine-missing", configured.Length == 0
            ? $"eSpeak NG's data (folder {FolderName}) was not found in {string.Join(", ", candidates)}. Install it: apt-get install espeak-ng-data, or set Espeak:DataPath."
            : $"Espeak:DataPath is {configured}, but there is no eSpeak NG data ({string.Join(", ", RequiredFiles)}) in it. Correct it, or leave it empty.");
    }

    private static string Checked(string folder) => System.Text.Encoding.UTF8.GetByteCount(folder) <= LongestPath
        ? folder
        : throw new SynthesisException(
            "engine-missing", $"The path of eSpeak NG's data is longer than {LongestPath} bytes: {folder}. Move it, or set Espeak:DataPath to a shorter one.");

    private static List<string> UsualPlaces()
    {
        var places = new List<string>();
        if (Environment.GetEnvironmentVariable("ESPEAK_DATA_PATH") is { Length: > 0 } path)
        {
            places.Add(path);
        }

        if (OperatingSystem.IsWindows())
        {
            places.Add(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "eSpeak NG"));
            return places;
        }

        var machine = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.Arm64 => "aarch64-linux-gnu",
            Architecture.Arm => "arm-linux-gnueabihf",
            Architecture.X86 => "i386-linux-gnu",
            _ => "x86_64-linux-gnu",
        };
        places.AddRange([$"/usr/lib/{machine}", "/usr/share", "/usr/lib", "/usr/lib64", "/usr/local/share", "/opt/homebrew/share"]);
        return places;
    }
}
