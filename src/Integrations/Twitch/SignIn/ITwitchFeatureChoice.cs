using System.Collections.Immutable;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Tells which features the configuration has on. Thread safe.</summary>
public interface ITwitchFeatureChoice
{
    /// <summary>Those that are on now, in the order of <see cref="TwitchFeatures.All"/>.</summary>
    ImmutableArray<TwitchFeature> On { get; }
}
