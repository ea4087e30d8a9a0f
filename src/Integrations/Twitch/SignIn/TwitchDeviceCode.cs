namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>A sign-in that a person has to confirm on Twitch's page.</summary>
/// <param name="UserCode">What the person types there.</param>
/// <param name="Address">The page; it holds the code already.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record TwitchDeviceCode(string UserCode, Uri Address, DateTimeOffset ExpiresAt)
{
    /// <summary>What the program asks with. A secret.</summary>
    internal string Secret { get; init; } = "";

    /// <summary>What was asked for.</summary>
    internal IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Wait between two questions.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The code that the person types only.</summary>
    public override string ToString() => $"code {UserCode}";
}
