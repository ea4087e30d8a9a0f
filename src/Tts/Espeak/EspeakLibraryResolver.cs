using System.Reflection;
using System.Runtime.InteropServices;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Espeak;

/// <summary>Finds the shared library under the names it has on Linux, Windows and macOS, and says how to install it when there is none.</summary>
internal static class EspeakLibraryResolver
{
    // A failure is not kept: who installs the library need not restart the worker.
    private static readonly Lazy<nint> Handle = new(() => Load(CandidateNames()), LazyThreadSafetyMode.PublicationOnly);
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Loads the library once. Every P/Invoke after this finds it.</summary>
    /// <exception cref="SynthesisException"><c>engine-missing</c>.</exception>
    public static void EnsureLoaded()
    {
        _ = Registered.Value;
        _ = Handle.Value;
    }

    /// <summary>Loads the first library that is there.</summary>
    /// <param name="names">File names or paths, best first.</param>
    /// <exception cref="SynthesisException"><c>engine-missing</c>: none could be loaded.</exception>
    internal static nint Load(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        var cure = OperatingSystem.IsWindows() ? "install eSpeak NG (the .msi of its releases)"
            : OperatingSystem.IsMacOS() ? "brew install espeak-ng"
            : "apt-get install espeak-ng";
        throw new SynthesisException(
            "engine-missing", $"The eSpeak NG library was not found (tried {string.Join(", ", names)}). Install it: {cure}.");
    }

    private static bool Register()
    {
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => name == EspeakNative.Library ? Handle.Value : 0);
        return true;
    }

    private static string[] CandidateNames()
    {
        if (OperatingSystem.IsWindows())
        {
            var programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
            return ["libespeak-ng.dll", "espeak-ng.dll", Path.Combine(programs, "eSpeak NG", "libespeak-ng.dll")];
        }

        return OperatingSystem.IsMacOS()
            ? ["libespeak-ng.1.dylib", "libespeak-ng.dylib", "/opt/homebrew/lib/libespeak-ng.dylib", "/usr/local/lib/libespeak-ng.dylib"]
            : [EspeakNative.Library, "libespeak-ng.so"];
    }
}
