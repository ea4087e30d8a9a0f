using System.Globalization;
using System.Text.Json;
using IShowTts.Integrations.Donations.SocketIo;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations.Tipeee;

/// <summary>Donations over TipeeeStream's socket, and from its list after a new connection.</summary>
/// <param name="options">The section, checked.</param>
/// <param name="clock">The clock.</param>
/// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
/// <param name="logger">The log.</param>
internal sealed class TipeeeStreamFeed(TipeeeStreamOptions options, TimeProvider clock, Func<double> random, ILogger logger) : IDonationFeed, IDisposable
{
    private const string TokenKey = $"{TipeeeStreamOptions.Section}:{nameof(TipeeeStreamOptions.ApiKey)}";
    private const int MostListed = 100;

    private readonly DonationApi _api = new(TipeeeStreamDecoder.Service, TokenKey, new Uri(options.ApiUrl), options.Handshake, clock);
    private readonly DonationLookBack _lookBack = new(TipeeeStreamDecoder.Service, options, clock, random, logger);

    /// <inheritdoc/>
    public string Service => TipeeeStreamDecoder.Service;

    private string Key => Uri.EscapeDataString(options.ApiKey);

    /// <inheritdoc/>
    public async Task<string> RunAsync(DonationOutlet outlet, CancellationToken cancellationToken)
    {
        var server = await FindServerAsync(cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lookingBack = Task.CompletedTask;
        var session = new SocketIoSession(Service, TokenKey, options, clock, logger)
        {
            OnJoined = async (emit, _) =>
            {
                await emit("join-room", new { room = options.ApiKey, username = options.UserName });
                outlet.Connected();
                lookingBack = _lookBack.RunAsync(ListAsync, outlet, ending.Token);
            },
            OnEvent = async (name, argument, token) =>
            {
                var result = TipeeeStreamDecoder.Decode(name, argument, clock.GetUtcNow());
                await outlet.GiveAsync(result, token);
                _lookBack.Note(result);
            },
        };
        try
        {
            return await session.RunAsync(DonationAddress.Of(server, "socket.io/?EIO=3&transport=websocket&access_token=" + Key), cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await lookingBack;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    /// <summary>The socket server's address. It gets the key, so it must be of the API's own domain, and with TLS where the API has it.</summary>
    /// <param name="answer">The API's answer.</param>
    /// <param name="api">Address of the API.</param>
    internal static string? ReadServer(JsonElement answer, Uri api)
    {
        var datas = answer.Member("datas");
        var name = datas.Text("host");
        var host = name[(name.IndexOf("//", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..].TrimEnd('/').ToLowerInvariant();
        var domain = string.Join('.', api.Host.Split('.').TakeLast(2));
        var isOurs = host == api.Host || (!api.IsLoopback && host.EndsWith("." + domain, StringComparison.Ordinal) && Uri.CheckHostName(host) == UriHostNameType.Dns);
        if (!isOurs || !ushort.TryParse(datas.TextOrNumber("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) return null;
        return $"{(api.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs)}://{host}:{port}";
    }

    private async Task<string> FindServerAsync(CancellationToken cancellationToken)
    {
        using var answer = await _api.CallAsync(DonationAddress.Of(options.ApiUrl, "v2.0/site/socket"), null, null, cancellationToken);
        return ReadServer(answer.RootElement, new Uri(options.ApiUrl)) ?? throw new DonationConnectionException($"{Service} named no socket server of its own domain.");
    }

    private async Task<IReadOnlyList<DecodeResult>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"v1.0/events.json?apiKey={Key}&type[]=donation&limit={MostListed}&start={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&end={now.AddMinutes(1).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        using var answer = await _api.CallAsync(DonationAddress.Of(options.ApiUrl, query), null, null, cancellationToken);
        return
        [
            .. answer.RootElement.Member("datas").Member("items").Items().Take(MostListed)
                .Select(item => TipeeeStreamDecoder.DecodeEvent(item, now))
                .Where(result => result.Event is null || result.Event.At >= since)
                .OrderBy(result => result.Event?.At),
        ];
    }
}
