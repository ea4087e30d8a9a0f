#if WINDOWS_AUDIO
using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;
using NAudio.CoreAudioApi;

namespace IShowTts.Integrations.AudioDevice.Wasapi;

/// <summary>Finds Windows' playback devices. Compiled on Windows only; not yet run there.</summary>
internal static class WasapiDevices
{
    /// <summary>Finds one device.</summary>
    /// <param name="name">Id, or friendly name or a part of it that only one device has, letters' case ignored; <c>default</c>, or <c>ishowtts</c> for a virtual cable.</param>
    /// <exception cref="AudioSinkException"><c>device-missing</c>, naming what there is.</exception>
    public static MMDevice Find(string name)
    {
        using var enumerator = new MMDeviceEnumerator();
        if (name.Equals("default", StringComparison.OrdinalIgnoreCase) && enumerator.HasDefaultAudioEndpoint(DataFlow.Render, Role.Multimedia))
        {
            return enumerator.GetDefaultAudioEndpoint(DataFlow.Render, Role.Multimedia);
        }

        // Windows lets no program make a device, so our own name means the virtual cable that people install for it.
        var wanted = name == PulseDevices.OwnName ? "CABLE Input" : name;
        var devices = enumerator.EnumerateAudioEndPoints(DataFlow.Render, DeviceState.Active).ToList();
        var matches = devices.Where(device => device.ID == wanted || device.FriendlyName.Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (matches.Count == 0)
        {
            matches = [.. devices.Where(device => device.FriendlyName.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        }

        if (matches.Count == 1)
        {
            return matches[0];
        }

        var names = string.Join(", ", devices.Select(device => device.FriendlyName));
        throw new AudioSinkException(
            "device-missing",
            $"{(matches.Count == 0 ? "No" : "More than one")} audio device is called '{wanted}'; there is: {names}. "
            + "Use one of these names, or install VB-CABLE (vb-audio.com/Cable) for a virtual device.");
    }

    /// <summary>All playback devices that can be used now.</summary>
    public static AudioDeviceList List()
    {
        using var enumerator = new MMDeviceEnumerator();
        var defaultId = enumerator.HasDefaultAudioEndpoint(DataFlow.Render, Role.Multimedia)
            ? enumerator.GetDefaultAudioEndpoint(DataFlow.Render, Role.Multimedia).ID
            : "";
        return new AudioDeviceList(
            "Windows",
            [.. enumerator.EnumerateAudioEndPoints(DataFlow.Render, DeviceState.Active).Select(device => new AudioDeviceInfo(
                device.FriendlyName, device.DeviceFriendlyName, "idle", false, device.ID == defaultId, ""))]);
    }
}
#endif
