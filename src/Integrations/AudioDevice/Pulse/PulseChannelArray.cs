using System.Runtime.InteropServices;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary><c>pa_channel_map</c> and <c>pa_cvolume</c>, which have one shape: a count and 32 values.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PulseChannelArray
{
    public byte Channels;
    public fixed uint Values[32];
}
