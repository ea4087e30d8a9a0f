using System.Runtime.InteropServices;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary><c>pa_buffer_attr</c>: sizes in bytes, <see cref="PulseNative.Unset"/> lets the server choose.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PulseBufferAttributes
{
    public uint MaxLength;
    public uint TargetLength;
    public uint PreBuffer;
    public uint MinRequest;
    public uint FragmentSize;
}
