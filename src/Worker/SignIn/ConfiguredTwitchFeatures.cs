using System.Collections.Immutable;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.SignIn;

/// <summary>Features of Twitch that the configuration has on: a right is asked for when something is done with it.</summary>
internal sealed class ConfiguredTwitchFeatures(IOptionsMonitor<TwitchOptions> twitch, IOptionsMonitor<IntakeOptions> intake, IOptionsMonitor<CommandOptions> commands) : ITwitchFeatureChoice
{
    /// <inheritdoc/>
    public ImmutableArray<TwitchFeature> On
    {
        get
        {
            var (kinds, orders, channel) = (intake.CurrentValue, commands.CurrentValue, twitch.CurrentValue);
            return [.. TwitchFeatures.All.Where(feature => IsOn(feature, kinds, orders, channel))];
        }
    }

    private static bool IsOn(TwitchFeature feature, IntakeOptions intake, CommandOptions commands, TwitchOptions twitch) => feature.Name switch
    {
        _ when feature == TwitchFeatures.Chat || feature == TwitchFeatures.Irc => true,
        _ when feature == TwitchFeatures.Answers => commands.Enabled || intake.Redemption.Enabled,
        _ when feature == TwitchFeatures.ChannelPoints => intake.Redemption.Enabled,
        _ when feature == TwitchFeatures.Bits => intake.Cheer.Enabled || intake.PowerUp.Enabled,
        _ when feature == TwitchFeatures.Subscriptions => intake.Subscription.Enabled || intake.Gift.Enabled,
        _ when feature == TwitchFeatures.Follows => intake.Follow.Enabled,
        _ when feature == TwitchFeatures.HypeTrains => intake.Notice.Enabled && (intake.Notice.Kinds.TryGetValue("hype-train", out var isOn) ? isOn : intake.Notice.ReadOthers),
        _ when feature == TwitchFeatures.Charity => intake.Donation.Enabled,
        _ when feature == TwitchFeatures.AutoMod => twitch.AutoMod,
        _ when feature == TwitchFeatures.Bans => twitch.Bans,
        _ => false,
    };
}
