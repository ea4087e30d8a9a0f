using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Takes audio: a device, a file, nothing.</summary>
/// <remarks>
/// Used by one player at a time: calls do not overlap, except <see cref="Delay"/>, which may be read from any thread.
/// A sink never holds more than <see cref="MaxBuffer"/> of audio, so that a skip is heard at once and what was heard is known.
/// </remarks>
public interface IAudioSink : IAsyncDisposable
{
    /// <summary>The most audio a sink may hold that was written and not yet heard: 500 ms.</summary>
    static TimeSpan MaxBuffer { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the user called it, unique in the worker, for example <c>device:ishowtts</c>.</summary>
    string Name { get; }

    /// <summary>What it takes: 48 kHz stereo.</summary>
    AudioFormat Format { get; }

    /// <summary>Audio written and not yet heard.</summary>
    TimeSpan Delay { get; }

    /// <summary>Connects, creates what is missing, and makes ready for <see cref="WriteAsync"/>. May be called again after a failure.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AudioSinkException">It cannot be opened; the message says the cure.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Takes samples; returns when they are buffered, so a full buffer is back-pressure at the pace of hearing.</summary>
    /// <param name="samples">Interleaved stereo, whole sample frames. Copied before the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; what was buffered stays.</param>
    /// <exception cref="AudioSinkException">The sink is lost; call <see cref="OpenAsync"/> to recover.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken);

    /// <summary>Returns when everything written was heard.</summary>
    /// <param name="cancellationToken">Ends the wait; playing goes on.</param>
    /// <exception cref="AudioSinkException">The sink is lost.</exception>
    ValueTask DrainAsync(CancellationToken cancellationToken);

    /// <summary>Drops what is buffered and goes from the running sound to silence, without a click, within 150 ms in all.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How much of the audio that was written since the sink opened was dropped unheard.</returns>
    /// <exception cref="AudioSinkException">The sink is lost (and so silent).</exception>
    ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken);
}
