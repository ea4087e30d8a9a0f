using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Espeak;

/// <summary>The one instance of eSpeak NG in this process. Every call into it passes through one lock here.</summary>
/// <remarks>
/// Two threads inside the library corrupt each other's words without any error. Its voice and parameters stick, so both are set for every text.
/// It stays loaded until the process ends; starting again from another data folder is possible.
/// </remarks>
internal static unsafe class EspeakLibrary
{
    private const int BufferMilliseconds = 20;

    private static readonly Lock Gate = new();
    private static string? dataFolder;
    private static int sampleRate;
    private static EspeakVoiceTable? voiceTable;
    private static IEspeakAudioReceiver? receiver;

    /// <summary>Starts the library when it does not run from this folder yet.</summary>
    /// <param name="folder">A folder from <see cref="EspeakData"/>.</param>
    /// <returns>Sample rate in Hz, and the voices that are installed.</returns>
    /// <exception cref="SynthesisException"><c>engine-missing</c> or <c>engine-failed</c>.</exception>
    public static (int SampleRate, EspeakVoiceTable Voices) Start(string folder)
    {
        lock (Gate)
        {
            EnsureStarted(folder);
            return (sampleRate, voiceTable!);
        }
    }

    /// <summary>Speaks a text; returns when it is done or the receiver wants no more.</summary>
    /// <param name="folder">A folder from <see cref="EspeakData"/>.</param>
    /// <param name="identifier">A voice from <see cref="EspeakVoiceTable.Resolve"/>.</param>
    /// <param name="prosody">Rate and pitch.</param>
    /// <param name="text">NUL-terminated, from <see cref="EspeakText"/>.</param>
    /// <param name="audio">Takes the samples, on this thread.</param>
    /// <exception cref="SynthesisException"><c>engine-missing</c> or <c>engine-failed</c>.</exception>
    public static void Speak(string folder, string identifier, EspeakProsody prosody, byte[] text, IEspeakAudioReceiver audio)
    {
        lock (Gate)
        {
            EnsureStarted(folder);
            Check(EspeakNative.SetVoiceByName(identifier), $"load the voice {identifier}");
            Set(EspeakNative.ParameterRate, prosody.WordsPerMinute);
            Set(EspeakNative.ParameterVolume, 100);
            Set(EspeakNative.ParameterPitch, prosody.Pitch);
            Set(EspeakNative.ParameterRange, 50);
            Set(EspeakNative.ParameterWordGap, 0);
            receiver = audio;
            try
            {
                fixed (byte* bytes = text)
                {
                    Check(EspeakNative.Synth(bytes, (nuint)text.Length, 0, 1, 0, EspeakNative.CharsUtf8, null, null), "speak");
                }
            }
            finally
            {
                receiver = null;
            }
        }
    }

    private static void EnsureStarted(string folder)
    {
        if (dataFolder == folder)
        {
            return;
        }

        EspeakLibraryResolver.EnsureLoaded();
        if (dataFolder is not null)
        {
            dataFolder = null;
            Check(EspeakNative.Terminate(), "stop");
        }

        var parent = Path.GetFileName(folder) == EspeakData.FolderName ? Path.GetDirectoryName(folder) ?? folder : folder;
        var rate = EspeakNative.Initialize(
            EspeakNative.OutputSynchronous, BufferMilliseconds, parent, EspeakNative.InitializeDontExit);
        if (rate is < 8_000 or > 192_000)
        {
            throw new SynthesisException("engine-failed", $"eSpeak NG did not start from {folder} (answer {rate}). Reinstall its data: apt-get install --reinstall espeak-ng-data.");
        }

        byte* used;
        EspeakNative.Info(&used);
        var usedFolder = Utf8(used);
        if (Path.GetFullPath(usedFolder) != folder)
        {
            Check(EspeakNative.Terminate(), "stop");
            throw new SynthesisException("engine-failed", $"eSpeak NG reads its data from {usedFolder} instead of {folder}. Check Espeak:DataPath.");
        }

        EspeakNative.SetSynthCallback(&OnAudio);
        voiceTable = new EspeakVoiceTable(List(variants: false), List(variants: true));
        sampleRate = rate;
        dataFolder = folder;
    }

    private static List<EspeakVoiceInfo> List(bool variants)
    {
        var list = new List<EspeakVoiceInfo>();
        fixed (byte* language = "variant\0"u8)
        {
            var specification = new EspeakNative.NativeVoice { Languages = language };
            for (var voice = EspeakNative.ListVoices(variants ? &specification : null); *voice is not null; voice++)
            {
                list.Add(new EspeakVoiceInfo(Utf8((*voice)->Identifier), Utf8((*voice)->Name), Languages((*voice)->Languages)));
            }
        }

        return list;
    }

    private static List<(string Tag, int Priority)> Languages(byte* at)
    {
        var list = new List<(string, int)>();
        while (at is not null && *at != 0)
        {
            var tag = Utf8(at + 1);
            list.Add((tag, *at));
            at += System.Text.Encoding.UTF8.GetByteCount(tag) + 2;
        }

        return list;
    }

    private static string Utf8(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static void Set(int parameter, int value) => Check(EspeakNative.SetParameter(parameter, value, 0), $"set parameter {parameter} to {value}");

    private static void Check(int result, string what)
    {
        if (result != 0)
        {
            throw new SynthesisException("engine-failed", $"eSpeak NG could not {what} (error {result}). Check the installation with ishowtts doctor.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAudio(short* samples, int count, void* events) =>
        samples is null || count <= 0 || receiver is null || receiver.Receive(new ReadOnlySpan<short>(samples, count)) ? 0 : 1;
}
