namespace IShowTts.Worker.Api.Keys;

/// <summary>Who is signed in.</summary>
/// <param name="Name">The caller's name: <c>api</c>, <c>dashboard</c> or that of a key.</param>
/// <param name="Scopes">What they may do.</param>
internal sealed record SessionBody(string Name, IReadOnlyList<string> Scopes);

/// <summary>What signs in: one of the two.</summary>
/// <param name="Code">A one-time code.</param>
/// <param name="Token">The worker's token.</param>
internal sealed record SignInBody(string? Code = null, string? Token = null)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => nameof(SignInBody);
}

/// <summary>A link that opens the dashboard once.</summary>
/// <param name="Url">The link; a secret.</param>
internal sealed record LinkBody(string Url)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => nameof(LinkBody);
}
