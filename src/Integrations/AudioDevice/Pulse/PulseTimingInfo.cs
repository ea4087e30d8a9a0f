using System.Runtime.InteropServices;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary><c>pa_timing_info</c>: where the server reads and we write, in bytes since the stream began.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PulseTimingInfo
{
    public nint Seconds;
    public nint Microseconds;
    public int SynchronizedClocks;
    public ulong SinkMicroseconds;
    public ulong SourceMicroseconds;
    public ulong TransportMicroseconds;
    public int Playing;
    public int WriteIndexCorrupt;
    public long WriteIndex;
    public int ReadIndexCorrupt;
    public long ReadIndex;
    public ulong ConfiguredSinkMicroseconds;
    public ulong ConfiguredSourceMicroseconds;
    public long SinceUnderrun;
}
