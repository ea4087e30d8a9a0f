using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>Opens again what the server refused although the device is there.</summary>
/// <remarks>
/// WirePlumber looks twice for the device of a stream that may not be moved, then destroys the stream ("no node available"). A device made a moment
/// ago can still be in preparation at that time: pipewire-pulse then says that there is no such device, and lists it.
/// </remarks>
internal static class FreshDevice
{
    /// <summary>From the first try on, the longest time that a refusal is not believed.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Tries until it works, the device is really gone, something else is wrong, or <see cref="Limit"/> is over.</summary>
    /// <param name="open">One try.</param>
    /// <param name="isListed">Whether the server has the device.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <typeparam name="T">What is opened.</typeparam>
    /// <exception cref="AudioSinkException">Of the last try.</exception>
    public static async ValueTask<T> OpenAsync<T>(
        Func<CancellationToken, ValueTask<T>> open, Func<CancellationToken, ValueTask<bool>> isListed, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await open(cancellationToken);
            }
            catch (AudioSinkException refused) when (refused.Code == "device-missing" && time.GetElapsedTime(started) < Limit)
            {
                if (!await isListed(cancellationToken))
                {
                    throw;
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
