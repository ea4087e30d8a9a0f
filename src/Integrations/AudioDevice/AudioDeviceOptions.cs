using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>How the sound server is reached, and what of it is ours.</summary>
public sealed class AudioDeviceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Audio";

    /// <summary>Address of the sound server as in PULSE_SERVER, for example <c>unix:/run/user/1000/pulse/native</c>; empty lets libpulse search.</summary>
    [MaxLength(500)]
    public string PulseServer { get; set; } = "";

    /// <summary>Whether a private PulseAudio is started when no sound server answers.</summary>
    [EnumDataType(typeof(ServerStart))]
    public ServerStart StartServer { get; set; } = ServerStart.Auto;

    /// <summary>True leaves the virtual device <c>ishowtts</c> in place at exit, so that a program that records it does not lose it.</summary>
    public bool KeepDevice { get; set; }

    /// <summary>Folder for a private sound server's socket where XDG_RUNTIME_DIR is not set; empty means the data directory's <c>audio</c> folder.</summary>
    [MaxLength(4000)]
    public string RuntimeDirectory { get; set; } = "";
}
