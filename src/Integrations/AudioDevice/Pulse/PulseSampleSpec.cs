using System.Runtime.InteropServices;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary><c>pa_sample_spec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PulseSampleSpec
{
    public int Format;
    public uint Rate;
    public byte Channels;
}
