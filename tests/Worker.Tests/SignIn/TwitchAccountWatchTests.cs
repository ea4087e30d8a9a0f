using System.Threading.Channels;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.SignIn;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.SignIn;

public sealed class TwitchAccountWatchTests : IAsyncLifetime, IDisposable
{
    private const string Command = "ishowtts twitch login";
    private readonly TemporaryDirectory _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _alarms = Channel.CreateUnbounded<string>();
    private LoopbackTwitch _twitch = null!;
    private AccountServices _services = null!;
    private AlarmBoard _board = null!;
    private TwitchAccountWatch? _watch;

    public async Task InitializeAsync()
    {
        _twitch = await LoopbackTwitch.StartAsync();
        _twitch.SignIn.Clock = _clock;
        _twitch.Faults.Rule = context =>
        {
            // Told when the answer is out, so that nothing is changed under a call.
            context.Response.OnCompleted(() => _calls.Writer.WriteAsync(context.Request.Path).AsTask());
            return Task.FromResult(false);
        };
        _services = new AccountServices(_folder.Path, _twitch, _clock);
        _board = new AlarmBoard(_clock, NullLogger<AlarmBoard>.Instance);
        _board.Changed += () => _alarms.Writer.TryWrite(_board.Current is [var alarm, ..] ? alarm.Text : "");
    }

    public async Task DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        await _twitch.DisposeAsync();
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Watch_SignedIn_AsksTwitchAtTheStartAndEveryHour()
    {
        await SignInAsync();
        await StartAsync();

        (await NextCallAsync()).ShouldBe("/oauth2/validate");
        // Any number of ticks may fall together; an hour is over after this in any case.
        for (var hour = 0; hour < 2; hour++)
        {
            await AdvanceUntilAsync("/oauth2/validate", TimeSpan.FromMinutes(61));
        }

        _board.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_TokenNearItsEnd_IsRenewedByItself()
    {
        await SignInAsync();
        await StartAsync();
        (await NextCallAsync()).ShouldBe("/oauth2/validate");

        await AdvanceUntilAsync("/oauth2/token", TimeSpan.FromSeconds(14_000 - 240));

        _twitch.SignIn.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Watch_RenewedTokenRefusedOnce_AsksAgainAtTheNextLook()
    {
        await SignInAsync();
        _twitch.Faults.Answer("/oauth2/validate", 401).Answer("/oauth2/validate", 401);
        await StartAsync();
        (await NextCallAsync()).ShouldBe("/oauth2/token");

        _clock.Advance(TimeSpan.FromMinutes(1));

        (await NextCallAsync()).ShouldBe("/oauth2/validate");
        _services.Account.State.ShouldBe(TwitchAccountState.SignedIn);
        _twitch.SignIn.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Watch_RightsTakenBack_RaisesTheAlarmAndALoginElsewhereClearsIt()
    {
        await SignInAsync();
        _twitch.SignIn.RevokeAll();
        await StartAsync();

        (await _alarms.Reader.ReadAsync(_limit.Token)).ShouldContain(Command);
        _board.Current.ShouldHaveSingleItem().Key.ShouldBe("twitch:account");
        await using (var console = new AccountServices(_folder.Path, _twitch, _clock))
        {
            await console.Store.WriteAsync(AccountServices.Tokens(_twitch.SignIn.Grant()), _limit.Token);
        }

        // No clock moves: the change of the file alone tells.
        (await _alarms.Reader.ReadAsync(_limit.Token)).ShouldBe("");
        _services.Account.State.ShouldBe(TwitchAccountState.SignedIn);
    }

    [Fact]
    public async Task Watch_MissingRight_SaysWhatItSwitchesOff()
    {
        await SignInAsync("user:read:chat chat:read chat:edit");
        await StartAsync();

        var alarm = await _alarms.Reader.ReadAsync(_limit.Token);

        alarm.ShouldContain("channel-point rewards");
        alarm.ShouldNotContain("hype trains");
        alarm.ShouldContain(Command);
    }

    [Fact]
    public async Task Watch_WrongAccount_RaisesTheAlarm()
    {
        await _services.Store.WriteAsync(AccountServices.Tokens(_twitch.SignIn.Grant(login: "ourbot")), _limit.Token);
        await StartAsync();

        (await _alarms.Reader.ReadAsync(_limit.Token)).ShouldContain("Signed in as ourbot, but the channel is streamer");
    }

    [Fact]
    public async Task Watch_NobodySignedIn_IsNoAlarm()
    {
        await StartAsync();
        await SignInAsync();

        (await NextCallAsync()).ShouldBe("/oauth2/validate");
        _board.Current.ShouldBeEmpty();
    }

    private async Task SignInAsync(string? scopes = null) =>
        await _services.Store.WriteAsync(AccountServices.Tokens(_twitch.SignIn.Grant(scopes: scopes)), _limit.Token);

    private async Task StartAsync()
    {
        _watch = new TwitchAccountWatch(_services.Account, _services.Choice, _board, _services.Directory, _clock, NullLogger<TwitchAccountWatch>.Instance);
        await _watch.StartAsync(_limit.Token);
    }

    private async Task<string> NextCallAsync() => await _calls.Reader.ReadAsync(_limit.Token);

    /// <summary>Moves the clock, then minute by minute until the call comes: the watch may be between two waits when the clock moves.</summary>
    private async Task AdvanceUntilAsync(string path, TimeSpan first)
    {
        _clock.Advance(first);
        while (true)
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
            soon.CancelAfter(TimeSpan.FromMilliseconds(200));
            try
            {
                if (await _calls.Reader.ReadAsync(soon.Token) == path)
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (!_limit.IsCancellationRequested)
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
            }
        }
    }
}
