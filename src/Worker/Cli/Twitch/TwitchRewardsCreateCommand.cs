using System.CommandLine;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Cli.LiveConsole;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary><c>ishowtts twitch rewards create</c></summary>
internal sealed class TwitchRewardsCreateCommand
{
    private const int LongestTitle = 45;
    private const int LongestPrompt = 200;
    private const int DaySeconds = 604_800;

    private readonly Option<string> title = new("--title") { Description = "Title, 1 to 45 characters, unique in the channel", Required = true, HelpName = "TEXT" };
    private readonly Option<int> cost = new("--cost") { Description = "Points", Required = true, HelpName = "POINTS" };
    private readonly Option<string> prompt = new("--prompt") { Description = "What viewers are told, up to 200 characters", DefaultValueFactory = static _ => "", HelpName = "TEXT" };
    private readonly Option<int> cooldown = new("--cooldown") { Description = "Seconds between two redemptions of anybody; 0 for none", HelpName = "SECONDS" };
    private readonly Option<int> perStream = new("--max-per-stream") { Description = "Most redemptions in a stream; 0 for no limit", HelpName = "N" };
    private readonly Option<int> perUser = new("--max-per-user") { Description = "Most redemptions of one viewer in a stream; 0 for no limit", HelpName = "N" };
    private readonly Option<bool> noInput = new("--no-input") { Description = "Viewers type nothing; the reward's title is read" };
    private readonly Option<bool> json = CommonOptions.Json();

    private TwitchRewardsCreateCommand()
    {
        cost.InRange(1, int.MaxValue);
        cooldown.InRange(0, DaySeconds);
        perStream.InRange(0, int.MaxValue);
        perUser.InRange(0, int.MaxValue);
        AtMost(title, LongestTitle, 1);
        AtMost(prompt, LongestPrompt, 0);
    }

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var own = new TwitchRewardsCreateCommand();
        var command = new Command("create", "Make a reward that iShowTTS reads and can refund")
        {
            own.title, own.cost, own.prompt, own.cooldown, own.perStream, own.perUser, own.noInput, own.json,
        };
        command.SetAction((result, cancellationToken) => TwitchRewardsCommand.RunAsync(
            context, result, (_, rewards) => own.RunAsync(context, result, rewards, cancellationToken)));
        return command;
    }

    private static void AtMost(Option<string> option, int most, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (token.Value.Trim().Length < least || token.Value.Length > most || token.Value.Any(char.IsControl)))
        {
            result.AddError($"{option.Name} must have {least} to {most} characters on one line.");
        }
    });

    private async Task<int> RunAsync(CommandContext context, ParseResult result, ITwitchRewards rewards, CancellationToken cancellationToken)
    {
        var settings = new CustomRewardSettings(result.GetRequiredValue(title).Trim(), result.GetValue(cost))
        {
            Prompt = result.GetValue(prompt) ?? "",
            NeedsInput = !result.GetValue(noInput),
            CooldownSeconds = result.GetValue(cooldown),
            MaxPerStream = result.GetValue(perStream),
            MaxPerUserPerStream = result.GetValue(perUser),
        };
        var made = await rewards.CreateAsync(settings, cancellationToken);
        if (result.GetValue(json))
        {
            context.WriteJson(new RewardReport(made.Id, made.Title, made.Cost, made.IsEnabled, made.NeedsInput, true, true, "yes"), CliJsonContext.Readable.RewardReport);
            return ExitCodes.Done;
        }

        context.WriteLine($"The reward {ConsoleText.Clean(made.Title)} costs {made.Cost} points. A worker that is running knows it after its next connection; restart it to have it know it now.");
        return ExitCodes.Done;
    }
}
