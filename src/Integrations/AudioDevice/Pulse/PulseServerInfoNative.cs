using System.Runtime.InteropServices;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>The first fields of <c>pa_server_info</c>, as far as we read them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PulseServerInfoNative
{
    public byte* UserName;
    public byte* HostName;
    public byte* ServerVersion;
    public byte* ServerName;
    public PulseSampleSpec SampleSpec;
    public byte* DefaultSinkName;
    public byte* DefaultSourceName;
}
