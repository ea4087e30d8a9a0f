using System.Runtime.InteropServices;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>The first fields of <c>pa_sink_info</c>, as far as we read them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PulseSinkInfoNative
{
    public byte* Name;
    public uint Index;
    public byte* Description;
    public PulseSampleSpec SampleSpec;
    public PulseChannelArray ChannelMap;
    public uint OwnerModule;
    public PulseChannelArray Volume;
    public int Mute;
    public uint MonitorSource;
    public byte* MonitorSourceName;
    public ulong LatencyMicroseconds;
    public byte* Driver;
    public int Flags;
    public nint Properties;
    public ulong ConfiguredLatencyMicroseconds;
    public uint BaseVolume;
    public int State;
}
