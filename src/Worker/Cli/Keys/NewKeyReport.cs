namespace IShowTts.Worker.Cli.Keys;

/// <summary>A key that was just made, with its secret.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Secret">The secret; never shown again.</param>
/// <param name="Url">Address for OBS; null for a key of a program.</param>
internal sealed record NewKeyReport(string Name, IReadOnlyList<string> Scopes, string Secret, string? Url)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"new key {Name}";
}
