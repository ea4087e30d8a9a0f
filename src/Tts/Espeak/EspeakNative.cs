using System.Runtime.InteropServices;

namespace IShowTts.Tts.Espeak;

/// <summary>The C functions we call. The library is one instance per process: only <see cref="EspeakLibrary"/> calls them, under its lock.</summary>
internal static unsafe partial class EspeakNative
{
    /// <summary>Name the imports carry; <see cref="EspeakLibraryResolver"/> turns it into the platform's file.</summary>
    public const string Library = "libespeak-ng.so.1";

    /// <summary>Audio comes through the callback, on the thread that called Synth.</summary>
    public const int OutputSynchronous = 2;

    /// <summary>Do not exit the process when the data is missing.</summary>
    public const int InitializeDontExit = 0x8000;

    /// <summary>Plain text in UTF-8. No other flag is ever passed: SSML and phoneme input crash on hostile text.</summary>
    public const uint CharsUtf8 = 1;

    public const int ParameterRate = 1;
    public const int ParameterVolume = 2;
    public const int ParameterPitch = 3;
    public const int ParameterRange = 4;
    public const int ParameterWordGap = 7;

    /// <summary>Returns the sample rate in Hz; zero or less is a failure.</summary>
    [LibraryImport(Library, EntryPoint = "espeak_Initialize", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Initialize(int output, int bufferMilliseconds, string path, int options);

    /// <summary>Returns the version; the path it reads its data from is lent, not owned.</summary>
    [LibraryImport(Library, EntryPoint = "espeak_Info")]
    public static partial byte* Info(byte** dataPath);

    [LibraryImport(Library, EntryPoint = "espeak_Terminate")]
    public static partial int Terminate();

    [LibraryImport(Library, EntryPoint = "espeak_SetSynthCallback")]
    public static partial void SetSynthCallback(delegate* unmanaged[Cdecl]<short*, int, void*, int> callback);

    /// <summary>0 on success. An unknown voice gives 2; an unknown variant gives 0 and is ignored, so names are checked before.</summary>
    [LibraryImport(Library, EntryPoint = "espeak_SetVoiceByName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVoiceByName(string name);

    [LibraryImport(Library, EntryPoint = "espeak_SetParameter")]
    public static partial int SetParameter(int parameter, int value, int relative);

    /// <summary>Speaks a NUL-terminated text; returns when all of it was handed to the callback or the callback said stop.</summary>
    [LibraryImport(Library, EntryPoint = "espeak_Synth")]
    public static partial int Synth(byte* text, nuint size, uint position, int positionType, uint endPosition, uint flags, uint* identifier, void* userData);

    /// <summary>A NULL-terminated array of voices, owned by the library until the next call.</summary>
    [LibraryImport(Library, EntryPoint = "espeak_ListVoices")]
    public static partial NativeVoice** ListVoices(NativeVoice* specification);

    /// <summary><c>espeak_VOICE</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct NativeVoice
    {
        public byte* Name;

        /// <summary>Runs of one priority byte and a NUL-terminated tag; a zero priority ends them.</summary>
        public byte* Languages;
        public byte* Identifier;
        public byte Gender;
        public byte Age;
        public byte Variant;
        public byte Reserved;
        public int Score;
        public void* Spare;
    }
}
