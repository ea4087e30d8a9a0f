using System.Globalization;
using System.Text.Json;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations.DonationAlerts;

/// <summary>Donations over DonationAlerts' Centrifuge server, and from its list after a new connection.</summary>
/// <param name="options">The section, checked.</param>
/// <param name="clock">The clock.</param>
/// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
/// <param name="logger">The log.</param>
internal sealed class DonationAlertsFeed(DonationAlertsOptions options, TimeProvider clock, Func<double> random, ILogger logger) : IDonationFeed, IDisposable
{
    private const string TokenKey = $"{DonationAlertsOptions.Section}:{nameof(DonationAlertsOptions.Token)}";
    private const int MostPages = 5;

    private readonly DonationApi _api = new(DonationAlertsDecoder.Service, TokenKey, new Uri(options.ApiUrl), options.Handshake, clock);
    private readonly DonationLookBack _lookBack = new(DonationAlertsDecoder.Service, options, clock, random, logger);

    /// <inheritdoc/>
    public string Service => DonationAlertsDecoder.Service;

    /// <inheritdoc/>
    public async Task<string> RunAsync(DonationOutlet outlet, CancellationToken cancellationToken)
    {
        var (id, socketToken) = await SignInAsync(cancellationToken);
        var channel = $"$alerts:donation_{id}";
        var socket = await DonationSocket.ConnectAsync(
            Service, new Uri(options.SocketUrl), options.Handshake, clock, cancellationToken,
            TimeSpan.FromSeconds(options.SilenceSeconds), TimeSpan.FromSeconds(options.AnswerSeconds));
        using var session = new CentrifugeSession(socket);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lookingBack = Task.CompletedTask;
        try
        {
            await SubscribeAsync(session, channel, socketToken, cancellationToken);
            outlet.Connected();
            lookingBack = _lookBack.RunAsync(ListAsync, outlet, ending.Token);
            return await ReadAsync(session, channel, outlet, cancellationToken);
        }
        finally
        {
            if (session.TooLong > 0) Log.TooLong(logger, Service, session.TooLong);
            await ending.CancelAsync();
            await lookingBack;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    private async Task<(string Id, string SocketToken)> SignInAsync(CancellationToken cancellationToken)
    {
        using var answer = await _api.CallAsync(DonationAddress.Of(options.ApiUrl, "api/v1/user/oauth"), options.Token, null, cancellationToken);
        var data = answer.RootElement.Member("data");
        var (id, token) = (data.TextOrNumber("id"), data.Text("socket_connection_token"));
        if (id.Length is 0 or > 30 || !id.All(char.IsAsciiDigit) || token.Length == 0) throw new DonationConnectionException($"{Service} did not tell who we are.");
        return (id, token);
    }

    private async Task SubscribeAsync(CentrifugeSession session, string channel, string socketToken, CancellationToken cancellationToken)
    {
        string client;
        using (var welcome = await session.AskAsync(1, new { @params = new { token = socketToken }, id = 1 }, cancellationToken))
            client = welcome.RootElement.Member("result").Text("client") is { Length: > 0 } name ? name : welcome.RootElement.Member("connect").Text("client");
        var body = JsonSerializer.Serialize(new { channels = new[] { channel }, client });
        using var allowed = await _api.CallAsync(DonationAddress.Of(options.ApiUrl, "api/v1/centrifuge/subscribe"), options.Token, body, cancellationToken);
        var token = allowed.RootElement.Member("channels").Items().FirstOrDefault(item => item.Text("channel") == channel).Text("token");
        if (token.Length == 0) throw new DonationConnectionException($"{Service} did not let us subscribe.");
        using var subscribed = await session.AskAsync(2, new { @params = new { channel, token }, method = 1, id = 2 }, cancellationToken);
        session.EndDeadline();
    }

    private async Task<string> ReadAsync(CentrifugeSession session, string channel, DonationOutlet outlet, CancellationToken cancellationToken)
    {
        while (await session.ReadAsync(cancellationToken) is { } line)
        {
            using (line)
            {
                var donation = DonationAlertsDecoder.FindDonation(line.RootElement, channel);
                if (donation.ValueKind != JsonValueKind.Object) continue;
                var result = DonationAlertsDecoder.Decode(donation, clock.GetUtcNow());
                await outlet.GiveAsync(result, cancellationToken);
                _lookBack.Note(result);
            }
        }

        return $"{Service} closed the connection";
    }

    private async Task<IReadOnlyList<DecodeResult>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        List<DecodeResult> all = [];
        var now = clock.GetUtcNow();
        for (var page = 1; page <= MostPages; page++)
        {
            var call = DonationAddress.Of(options.ApiUrl, string.Create(CultureInfo.InvariantCulture, $"api/v1/alerts/donations?page={page}"));
            using var answer = await _api.CallAsync(call, options.Token, null, cancellationToken);
            List<DecodeResult> listed = [.. answer.RootElement.Member("data").Items().Select(item => DonationAlertsDecoder.Decode(item, now))];
            all.AddRange(listed.Where(result => result.Event is null || result.Event.At >= since));
            // The newest come first.
            if (listed.Count == 0 || listed.Any(result => result.Event is { } donation && donation.At < since)) break;
        }

        return [.. all.OrderBy(result => result.Event?.At)];
    }
}
