using System.CommandLine;
using System.Net;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch rewards remove</c></summary>
internal static class TwitchRewardsRemoveCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var reward = new Argument<string>("reward") { Description = "Id or title of one of our own rewards (see: twitch rewards list)" };
        var json = CommonOptions.Json();
        var command = new Command("remove", "Switch the reward off, give the points of open redemptions back, then remove it") { reward, json };
        command.SetAction((result, cancellationToken) => TwitchRewardsCommand.RunAsync(
            context, result, (_, rewards) => RunAsync(context, rewards, result.GetRequiredValue(reward), result.GetValue(json), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ITwitchRewards rewards, string wanted, bool json, CancellationToken cancellationToken)
    {
        var own = await rewards.ListAsync(onlyOwn: true, cancellationToken);
        if ((own.FirstOrDefault(one => one.Id == wanted) ?? own.FirstOrDefault(one => string.Equals(one.Title, wanted.Trim(), StringComparison.OrdinalIgnoreCase))) is not { } reward)
        {
            return context.Fail($"iShowTTS made no reward {ConsoleText.Clean(wanted)} (see: ishowtts twitch rewards list). Rewards of others are removed where they were made.", ExitCodes.Misused);
        }

        // Twitch fulfils what is open when a reward goes: the points would be gone. Switched off first, nothing new comes between.
        await rewards.DisableAsync(reward.Id, cancellationToken);
        var refunded = await RefundOpenAsync(rewards, reward.Id, cancellationToken);
        await rewards.RemoveAsync(reward.Id, cancellationToken);
        if (json)
        {
            context.WriteJson(new RewardRemovedReport(reward.Id, reward.Title, refunded), CliJsonContext.Readable.RewardRemovedReport);
            return ExitCodes.Done;
        }

        context.WriteLine($"The reward {ConsoleText.Clean(reward.Title)} is removed; the points of {refunded} open redemptions went back.");
        return ExitCodes.Done;
    }

    private static async Task<int> RefundOpenAsync(ITwitchRewards rewards, string rewardId, CancellationToken cancellationToken)
    {
        var open = new List<string>();
        await foreach (var redemption in rewards.ListOpenAsync(rewardId, cancellationToken))
        {
            open.Add(redemption.Id);
        }

        var refunded = 0;
        foreach (var chunk in open.Chunk(SettlementRound.MostIds))
        {
            refunded += await RefundAsync(rewards, rewardId, chunk, cancellationToken);
        }

        return refunded;
    }

    private static async Task<int> RefundAsync(ITwitchRewards rewards, string rewardId, string[] ids, CancellationToken cancellationToken)
    {
        try
        {
            await rewards.SettleAsync(rewardId, ids, isFulfilled: false, cancellationToken);
            return ids.Length;
        }
        catch (HelixException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            // A running worker settled one meanwhile; alone, each gets its own answer.
            var refunded = 0;
            foreach (var id in ids.Length > 1 ? ids : [])
            {
                refunded += await RefundAsync(rewards, rewardId, [id], cancellationToken);
            }

            return refunded;
        }
    }
}
