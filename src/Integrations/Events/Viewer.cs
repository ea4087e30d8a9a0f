namespace IShowTts.Integrations.Events;

/// <summary>Who did it.</summary>
/// <param name="Id">The platform's stable id; empty when unknown.</param>
/// <param name="Login">Lower-case account name; empty when anonymous or unknown.</param>
/// <param name="DisplayName">The name to show, unescaped, trimmed, inner white space collapsed; never empty ("anonymous" for anonymous givers).</param>
public sealed record Viewer(string Id, string Login, string DisplayName)
{
    /// <summary>What the viewer is in the channel.</summary>
    public ViewerRoles Roles { get; init; }

    /// <summary>The giver chose not to be named.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Somebody whose name is not known or not to be said.</summary>
    public static Viewer Anonymous { get; } = new("", "", "anonymous") { IsAnonymous = true };
}
