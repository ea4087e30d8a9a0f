using System.Collections.Immutable;
using IShowTts.Integrations.Playback;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Why an overlay does not play, and the cure.</summary>
internal static class OverlayTrouble
{
    /// <summary>No page plays for a sink.</summary>
    /// <param name="name">Name of the overlay; empty for the one without.</param>
    /// <param name="pages">Its pages.</param>
    public static AudioSinkException NoPage(string name, ImmutableArray<OverlayPage> pages)
    {
        if (pages.IsEmpty)
        {
            var address = name.Length == 0 ? "/overlay?key=KEY" : $"/overlay?key=KEY&name={name}";
            return new("no-page", $"No overlay page is open for it. Add a browser source in OBS with the address {address} of this worker, or refresh the one that is there (docs/overlay.md).");
        }

        if (pages.Any(page => page.Audio == PageAudio.Blocked))
        {
            return new("page-blocked", "The browser does not play before somebody clicks. Click the button on the overlay page, or use a browser source in OBS, which needs no click.");
        }

        if (pages.Any(page => page.Audio == PageAudio.Unsupported))
        {
            return new("page-unsupported", "The browser cannot play at the page's address: it allows AudioWorklet only for http://127.0.0.1, http://localhost and https. Open the overlay by such an address.");
        }

        if (pages.Any(page => page.Audio == PageAudio.Running))
        {
            return PageSilent();
        }

        return pages.Any(page => page.Audio == PageAudio.Off)
            ? new("page-without-audio", "The overlay page is open with audio=0, which shows captions only. Take audio=0 out of its address in OBS.")
            : new("page-starting", "The overlay page is open and has not yet said that it plays. If this stays, refresh the browser source in OBS.");
    }

    /// <summary>The page that played is gone.</summary>
    public static AudioSinkException PageGone() => new("page-gone", "The overlay page that played was closed or stopped. Open the browser source in OBS again; nothing else is to be done.");

    /// <summary>A page says that it plays, and its audio clock says nothing.</summary>
    public static AudioSinkException PageSilent() => new(
        "page-silent",
        "The overlay page says that it plays, but its audio clock does not run, so nothing would be heard. If this stays, refresh the browser source in OBS and look whether the computer's audio device works.");

    /// <summary>The page does not say what it played.</summary>
    public static AudioSinkException Stalled(int milliseconds) => new(
        "stalled",
        $"The overlay page acknowledged nothing of what it was given for {milliseconds} ms (BrowserSource:AckMilliseconds). Refresh the browser source in OBS; if that stays, look whether the computer is overloaded.");
}
