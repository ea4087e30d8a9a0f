using System.Net;
using System.Text.Json;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch.Helix;

public sealed class HelixRewardsTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly List<(string Call, string Body)> _asked = [];
    private readonly Queue<(int Status, string Body)> _answers = new();
    private LoopbackTwitch _twitch = null!;
    private FakeTwitchAccount _account = null!;
    private HelixClient _client = null!;
    private HelixRewards _rewards = null!;

    public async Task InitializeAsync()
    {
        _twitch = await LoopbackTwitch.StartAsync();
        _twitch.Faults.Rule = AnswerAsync;
        _account = new FakeTwitchAccount(_twitch).SignIn();
        var options = Options.Create(new TwitchOptions { HelixUrl = _twitch.Address + "/helix/", ReconnectMinSeconds = 0.001 });
        _client = new HelixClient(options, _account, TimeProvider.System, static () => 0.5, NullLogger<HelixClient>.Instance);
        _rewards = new HelixRewards(_client);
    }

    public async Task DisposeAsync() => await _twitch.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Create_AllSettings_AreSentAndCanBeRefunded()
    {
        _answers.Enqueue((200, """{"data":[{"id":"r1","title":"Say it","cost":500,"is_enabled":true,"is_user_input_required":true,"image":null}]}"""));

        var reward = await _rewards.CreateAsync(
            new CustomRewardSettings("Say it", 500) { Prompt = "words", CooldownSeconds = 5, MaxPerStream = 9, MaxPerUserPerStream = 2 }, _limit.Token);

        reward.ShouldBe(new CustomReward("r1", "Say it", 500, true, true));
        var (call, body) = _asked.ShouldHaveSingleItem();
        call.ShouldBe("POST /helix/channel_points/custom_rewards?broadcaster_id=1001");
        var sent = JsonDocument.Parse(body).RootElement;
        sent.GetProperty("should_redemptions_skip_request_queue").GetBoolean().ShouldBeFalse();
        sent.GetProperty("global_cooldown_seconds").GetInt32().ShouldBe(5);
        sent.GetProperty("is_global_cooldown_enabled").GetBoolean().ShouldBeTrue();
        sent.GetProperty("max_per_stream").GetInt32().ShouldBe(9);
        sent.GetProperty("max_per_user_per_stream").GetInt32().ShouldBe(2);
        sent.GetProperty("is_user_input_required").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Create_Refused_TellsTwitchsWords()
    {
        _answers.Enqueue((400, """{"error":"Bad Request","status":400,"message":"CREATE_CUSTOM_REWARD_DUPLICATE_REWARD"}"""));

        var failure = await Should.ThrowAsync<HelixException>(async () => await _rewards.CreateAsync(new CustomRewardSettings("Say it", 1), _limit.Token));

        failure.Status.ShouldBe(HttpStatusCode.BadRequest);
        failure.Message.ShouldContain("DUPLICATE");
        failure.Message.ShouldContain("Say it");
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public async Task List_OnlyOwn_IsAsked(bool onlyOwn, string asked)
    {
        _answers.Enqueue((200, """{"data":[{"id":"a","title":"A","cost":1},{"id":"b","title":"B","cost":2,"is_enabled":true}]}"""));

        (await _rewards.ListAsync(onlyOwn, _limit.Token)).Select(reward => reward.Id).ShouldBe(["a", "b"]);

        _asked[0].Call.ShouldEndWith($"only_manageable_rewards={asked}");
    }

    [Theory]
    [InlineData("""{"data":[{"title":"A"}]}""", "id")]
    [InlineData("""{"data":[{"id":"a","cost":"many"}]}""", "cost")]
    [InlineData("""{"data":7}""", "data")]
    [InlineData("[]", "data")]
    [InlineData("""{"data":[{"id":"\ud800"}]}""", "half a character")]
    public async Task List_HostileAnswer_IsAnErrorThatNamesTheMember(string body, string named)
    {
        _answers.Enqueue((200, body));

        if (body == "[]") (await _rewards.ListAsync(true, _limit.Token)).ShouldBeEmpty();
        else (await Should.ThrowAsync<HelixException>(async () => await _rewards.ListAsync(true, _limit.Token))).Message.ShouldContain(named);
    }

    [Fact]
    public async Task ListOpen_SeveralPages_AreAllRead()
    {
        _answers.Enqueue((200, Page("1", "next page=")));
        _answers.Enqueue((200, Page("2", "")));

        List<RewardRedemption> all = [];
        await foreach (var redemption in _rewards.ListOpenAsync("r&1", _limit.Token)) all.Add(redemption);

        all.Select(redemption => (redemption.Id, redemption.Viewer.Login, redemption.Input, redemption.Reward.Cost)).ShouldBe([("1", "ann", "hi", 5), ("2", "ann", "hi", 5)]);
        all[0].RedeemedAt.ShouldBe(DateTimeOffset.Parse("2026-07-19T14:56:51.634234626Z", System.Globalization.CultureInfo.InvariantCulture));
        _asked[0].Call.ShouldContain("reward_id=r%261&status=UNFULFILLED");
        _asked[1].Call.ShouldEndWith("after=next%20page%3D");
    }

    [Theory]
    [InlineData(true, "FULFILLED")]
    [InlineData(false, "CANCELED")]
    public async Task Settle_Ids_AreSentTogether(bool isFulfilled, string status)
    {
        _answers.Enqueue((200, """{"data":[]}"""));

        await _rewards.SettleAsync("r", ["a", "b"], isFulfilled, _limit.Token);

        _asked.ShouldHaveSingleItem().ShouldBe(("PATCH /helix/channel_points/custom_rewards/redemptions?broadcaster_id=1001&reward_id=r&id=a&id=b", "{\"status\":\"" + status + "\"}"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Settle_Refused_TellsTheStatus(int status)
    {
        _answers.Enqueue((status, "{}"));

        var failure = await Should.ThrowAsync<HelixException>(async () => await _rewards.SettleAsync("r", ["a"], true, _limit.Token));

        ((int?)failure.Status).ShouldBe(status);
        failure.IsPassing.ShouldBeFalse();
    }

    [Fact]
    public async Task Any_SignedInAsSomebodyElse_AsksNothingAndPasses()
    {
        _account.SignIn(userId: "7", login: "ourbot");

        var failure = await Should.ThrowAsync<HelixException>(async () => await _rewards.SettleAsync("r", ["a"], false, _limit.Token));

        (failure.IsPassing, failure.IsUnsent).ShouldBe((true, true));
        failure.Message.ShouldContain(_account.Trouble);
        await Should.ThrowAsync<HelixException>(async () => await _rewards.ListAsync(onlyOwn: true, _limit.Token));
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Disable_Reward_IsSwitchedOff()
    {
        _answers.Enqueue((200, """{"data":[]}"""));

        await _rewards.DisableAsync("r", _limit.Token);

        _asked.ShouldHaveSingleItem().ShouldBe(("PATCH /helix/channel_points/custom_rewards?broadcaster_id=1001&id=r", "{\"is_enabled\":false}"));
    }

    [Fact]
    public async Task Remove_Reward_IsDeleted()
    {
        _answers.Enqueue((204, ""));

        await _rewards.RemoveAsync("r", _limit.Token);

        _asked.ShouldHaveSingleItem().Call.ShouldBe("DELETE /helix/channel_points/custom_rewards?broadcaster_id=1001&id=r");
    }

    private static string Page(string id, string cursor) =>
        "{\"data\":[{\"id\":\"" + id + "\",\"user_id\":\"7\",\"user_login\":\"ann\",\"user_name\":\"Ann\",\"user_input\":\"hi\",\"status\":\"UNFULFILLED\",\"redeemed_at\":"
        + "\"2026-07-19T14:56:51.634234626Z\",\"reward\":{\"id\":\"r\",\"title\":\"Say\",\"prompt\":null,\"cost\":5}}],\"pagination\":{\"cursor\":\"" + cursor + "\"}}";

    private async Task<bool> AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _asked.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", await reader.ReadToEndAsync()));
        var (status, body) = _answers.Dequeue();
        context.Response.StatusCode = status;
        if (body.Length > 0) await context.Response.WriteAsync(body);
        return true;
    }
}
