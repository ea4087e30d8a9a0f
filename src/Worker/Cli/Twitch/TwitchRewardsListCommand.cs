using System.CommandLine;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch rewards list</c></summary>
internal static class TwitchRewardsListCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List the channel's rewards: which are ours, which can be refunded, which are read") { json };
        command.SetAction((result, cancellationToken) => TwitchRewardsCommand.RunAsync(
            context, result, (services, rewards) => RunAsync(context, services, rewards, result.GetValue(json), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, IServiceProvider services, ITwitchRewards rewards, bool json, CancellationToken cancellationToken)
    {
        var intake = services.GetRequiredService<IOptions<IntakeOptions>>().Value.Redemption;
        var own = (await rewards.ListAsync(onlyOwn: true, cancellationToken)).Select(static reward => reward.Id).ToHashSet(StringComparer.Ordinal);
        RewardReport[] all = [.. (await rewards.ListAsync(onlyOwn: false, cancellationToken)).Select(reward => Describe(reward, own.Contains(reward.Id), intake))];
        if (json)
        {
            context.WriteJson<IReadOnlyList<RewardReport>>(all, CliJsonContext.Readable.IReadOnlyListRewardReport);
            return ExitCodes.Done;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Reward", "Points", "Made by", "Refunds", "Read", "Id");
        foreach (var reward in all)
        {
            table.AddRow(
                new Text(ConsoleText.Clean(reward.Title)), new Text(reward.Cost.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new Text(reward.IsOwn ? "iShowTTS" : "another"), new Text(reward.CanBeRefunded ? "yes" : "no"), new Text(reward.Read), new Text(ConsoleText.Clean(reward.Id)));
        }

        context.Out.Write(table);
        return ExitCodes.Done;
    }

    private static RewardReport Describe(CustomReward reward, bool isOwn, RedemptionOptions intake)
    {
        var isListed = intake.Rewards.Any(wanted =>
            string.Equals(wanted.Trim(), reward.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(wanted.Trim(), reward.Title.Trim(), StringComparison.OrdinalIgnoreCase));
        var read = !intake.Enabled ? "no" : isOwn || isListed ? "yes" : intake.Rewards.Count > 0 ? "no" : reward.NeedsInput ? "yes" : "with-text";
        return new RewardReport(reward.Id, reward.Title, reward.Cost, reward.IsEnabled, reward.NeedsInput, isOwn, isOwn, read);
    }
}
