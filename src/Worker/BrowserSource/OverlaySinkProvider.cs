using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Makes the sinks <c>overlay</c> and <c>overlay:NAME</c>.</summary>
internal sealed class OverlaySinkProvider(OverlayRoster roster, IOptions<BrowserSourceOptions> options, TimeProvider time, ILogger<BrowserSourceSink> logger) : IAudioSinkProvider
{
    /// <inheritdoc/>
    public string Kind => "overlay";

    /// <inheritdoc/>
    public IAudioSink Create(string argument) => new BrowserSourceSink(argument, roster, options.Value, time, logger);
}
