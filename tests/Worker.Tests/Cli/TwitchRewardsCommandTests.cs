using System.Net;
using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Cli;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Worker.Tests.Cli;

public sealed class TwitchRewardsCommandTests
{
    private readonly RewardBook _book = new();
    private readonly FakeRewards _rewards;

    public TwitchRewardsCommandTests() => _rewards = new FakeRewards(_book);

    [Fact]
    public async Task Create_WithEverything_MakesAReward()
    {
        using var run = await RunAsync("create", "--title", "Say it", "--cost", "300", "--prompt", "Aloud", "--cooldown", "60", "--max-per-stream", "9", "--max-per-user", "2", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        var made = JsonDocument.Parse(run.Output).RootElement;
        (made.GetProperty("title").GetString(), made.GetProperty("cost").GetInt32(), made.GetProperty("canBeRefunded").GetBoolean()).ShouldBe(("Say it", 300, true));
        var booked = _book.Rewards.Single();
        (booked.Prompt, booked.NeedsInput, booked.CooldownSeconds, booked.MaxPerStream, booked.MaxPerUserPerStream).ShouldBe(("Aloud", true, 60, 9, 2));
    }

    [Theory]
    [InlineData("--title must have 1 to 45 characters", "--title", "1234567890123456789012345678901234567890123456", "--cost", "1")]
    [InlineData("--cost must be from 1", "--title", "Say it", "--cost", "0")]
    [InlineData("--title", "--cost", "5")]
    public async Task Create_Wrong_NamesTheOption(string told, params string[] arguments)
    {
        using var run = await RunAsync(["create", .. arguments]);

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain(told);
        _book.Rewards.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_TitleIsTaken_SaysWhatTwitchSaid()
    {
        _book.Add(new BookedReward("", "Say it", 5, LoopbackTwitch.ClientId));

        using var run = await RunAsync("create", "--title", "say it", "--cost", "5");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("Twitch answered BadRequest.");
    }

    [Fact]
    public async Task List_OwnAndForeign_SaysWhichCanBeRefundedAndIsRead()
    {
        _book.Add(new BookedReward("", "Say it", 5, LoopbackTwitch.ClientId));
        _book.Add(new BookedReward("", "Hydrate", 50, "another") { NeedsInput = false });

        using var json = await RunAsync("list", "--json");
        using var table = await RunAsync("list");

        JsonDocument.Parse(json.Output).RootElement.EnumerateArray()
            .Select(static one => (one.GetProperty("title").GetString(), one.GetProperty("isOwn").GetBoolean(), one.GetProperty("canBeRefunded").GetBoolean(), one.GetProperty("read").GetString()))
            .ShouldBe([("Say it", true, true, "yes"), ("Hydrate", false, false, "with-text")], ignoreOrder: true);
        table.Output.ShouldContain("iShowTTS");
        table.Output.ShouldContain("another");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remove_WithOpenRedemptions_GivesThePointsBackFirst(bool isRaced)
    {
        var reward = _book.Add(new BookedReward("", "Say it", 5, LoopbackTwitch.ClientId))!;
        var open = Enumerable.Range(0, 60).Select(i => _book.Redeem(reward.Id, new Viewer($"{i}", $"v{i}", $"v{i}"), "x", DateTimeOffset.UnixEpoch)).ToList();
        if (isRaced)
        {
            // A worker settles one between the list and the refund.
            _rewards.After = name =>
            {
                if (name == "open")
                {
                    _book.Settle(reward.Id, [open[0].Id], BookedRedemption.Fulfilled, LoopbackTwitch.ClientId);
                }

                return null;
            };
        }

        using var run = await RunAsync("remove", "say IT", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("refunded").GetInt32().ShouldBe(isRaced ? 59 : 60);
        _book.Rewards.ShouldBeEmpty();
        _book.Redemptions.Count(static one => one.Status == BookedRedemption.Canceled).ShouldBe(isRaced ? 59 : 60);
    }

    [Fact]
    public async Task Remove_BeforeItLooksWhatIsOpen_SwitchesTheRewardOff()
    {
        _book.Add(new BookedReward("", "Say it", 5, LoopbackTwitch.ClientId));
        var wasOn = true;
        _rewards.Before = name =>
        {
            wasOn = name == "open" ? _book.Rewards.Single().IsEnabled : wasOn;
            return null;
        };

        using var run = await RunAsync("remove", "Say it");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        wasOn.ShouldBeFalse();
    }

    [Fact]
    public async Task Remove_RewardOfAnother_IsRefused()
    {
        _book.Add(new BookedReward("", "Hydrate", 50, "another"));

        using var run = await RunAsync("remove", "Hydrate");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        _book.Rewards.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Remove_RefundFails_KeepsTheReward()
    {
        var reward = _book.Add(new BookedReward("", "Say it", 5, LoopbackTwitch.ClientId))!;
        _book.Redeem(reward.Id, new Viewer("1", "v", "v"), "x", DateTimeOffset.UnixEpoch);
        _rewards.Before = static name => name == "settle" ? FakeRewards.Refused(HttpStatusCode.InternalServerError) : null;

        using var run = await RunAsync("remove", "Say it");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        _book.Rewards.Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_WithoutAClientId_SaysWhatToSet()
    {
        using var run = await new CommandRun().RunAsync("twitch", "rewards", "list");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("Twitch:ClientId");
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => new CommandRun
    {
        ConfigureServices = services =>
        {
            services.RemoveAll<ITwitchRewards>();
            services.AddSingleton<ITwitchRewards>(_rewards);
        },
    }.RunAsync(["twitch", "rewards", .. arguments]);
}
