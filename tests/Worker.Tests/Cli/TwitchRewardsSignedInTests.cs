using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Tests.SignIn;

namespace IShowTts.Worker.Tests.Cli;

/// <summary><c>ishowtts twitch rewards …</c> as a user has it: the stored sign-in, HTTP, and nothing replaced.</summary>
public sealed class TwitchRewardsSignedInTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private LoopbackTwitch _twitch = null!;

    private RewardBook Book => _twitch.Rewards.Book;

    public async Task InitializeAsync()
    {
        _twitch = await LoopbackTwitch.StartAsync();
        _folder.Write("ishowtts.json", $$"""
            { "Twitch": { "Channel": "streamer", "ClientId": "{{LoopbackTwitch.ClientId}}", "IdUrl": "{{_twitch.Address}}/oauth2", "HelixUrl": "{{_twitch.Address}}/helix" } }
            """);
    }

    public async Task DisposeAsync() => await _twitch.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CreateListRemove_WithAStoredSignIn_AreDone()
    {
        await SignInAsync(_twitch.SignIn.Grant());

        using var create = await RunAsync("create", "--title", "Say it", "--cost", "300", "--json");
        create.ExitCode.ShouldBe(ExitCodes.Done, create.Error);
        var reward = Book.Rewards.Single();
        Book.Redeem(reward.Id, new Viewer("7", "ana", "ana"), "hello", DateTimeOffset.UnixEpoch);
        using var list = await RunAsync("list", "--json");
        using var remove = await RunAsync("remove", "Say it", "--json");

        JsonDocument.Parse(list.Output).RootElement.EnumerateArray().Single().GetProperty("isOwn").GetBoolean().ShouldBeTrue();
        JsonDocument.Parse(remove.Output).RootElement.GetProperty("refunded").GetInt32().ShouldBe(1);
        Book.Rewards.ShouldBeEmpty();
        Book.Redemptions.Single().Status.ShouldBe(BookedRedemption.Canceled);
    }

    [Fact]
    public async Task List_NobodyIsSignedIn_NamesTheCommand()
    {
        using var run = await RunAsync("list");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("ishowtts twitch login");
    }

    [Fact]
    public async Task Create_SignedInAsSomebodyElse_IsRefusedBeforeTwitchIsAsked()
    {
        await SignInAsync(_twitch.SignIn.Grant("7", "ourbot"));

        using var run = await RunAsync("create", "--title", "Say it", "--cost", "300");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("Signed in as ourbot, but the channel is streamer");
    }

    private async Task SignInAsync(LoopbackToken token)
    {
        await using var services = new AccountServices(_folder.Combine("data"), _twitch);
        await using (await services.Store.LockAsync(CancellationToken.None))
        {
            await services.Store.WriteAsync(AccountServices.Tokens(token), CancellationToken.None);
        }
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => new CommandRun(_folder).RunAsync(["twitch", "rewards", .. arguments]);
}
