using IShowTts.Integrations.Donations.SocketIo;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations.Streamlabs;

/// <summary>Donations over Streamlabs' socket API.</summary>
/// <param name="options">The section, checked.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class StreamlabsFeed(StreamlabsOptions options, TimeProvider clock, ILogger logger) : IDonationFeed
{
    /// <inheritdoc/>
    public string Service => StreamlabsDecoder.Service;

    /// <inheritdoc/>
    public Task<string> RunAsync(DonationOutlet outlet, CancellationToken cancellationToken)
    {
        var session = new SocketIoSession(Service, $"{StreamlabsOptions.Section}:{nameof(options.Token)}", options, clock, logger)
        {
            OnJoined = (_, _) =>
            {
                outlet.Connected();
                return default;
            },
            OnEvent = async (name, argument, token) =>
            {
                foreach (var result in StreamlabsDecoder.Decode(name, argument, clock.GetUtcNow())) await outlet.GiveAsync(result, token);
            },
        };
        return session.RunAsync(DonationAddress.Of(options.SocketUrl, "socket.io/?EIO=3&transport=websocket&token=" + Uri.EscapeDataString(options.Token)), cancellationToken);
    }
}
