#if WINDOWS_AUDIO
using System.Runtime.InteropServices;
using IShowTts.Integrations.Playback;
using NAudio.Wave;

namespace IShowTts.Integrations.AudioDevice.Wasapi;

/// <summary>Gives a buffer's audio to NAudio's playback thread, and silence when there is none, so that playback never ends.</summary>
/// <param name="buffer">Where the audio is.</param>
/// <param name="signal">Is set whenever audio was taken.</param>
internal sealed class PullWaveProvider(PullBuffer buffer, WakeSignal signal) : IWaveProvider
{
    /// <inheritdoc/>
    public WaveFormat WaveFormat { get; } = WaveFormat.CreateIeeeFloatWaveFormat(48_000, 2);

    /// <inheritdoc/>
    public int Read(byte[] target, int offset, int count)
    {
        var whole = count / sizeof(float) * sizeof(float);
        buffer.Read(MemoryMarshal.Cast<byte, float>(target.AsSpan(offset, whole)));
        signal.Set();
        return whole;
    }
}
#endif
