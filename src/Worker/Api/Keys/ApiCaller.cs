namespace IShowTts.Worker.Api.Keys;

/// <summary>Who calls, and what they may do.</summary>
/// <param name="Name">For people and the audit log: <c>api</c> for the token, the key's name, <c>dashboard</c>; never a secret.</param>
/// <param name="Scopes">Everything they may do; implied scopes are in it.</param>
/// <param name="Kind">How they were known.</param>
internal sealed record ApiCaller(string Name, ApiScope Scopes, CallerKind Kind)
{
    /// <summary>Cancelled when the credentials stop to count: the key was revoked, the session ended. What is open then is closed.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>Which of several with the same name this is; a number that says nothing, never a secret. 0 where names differ.</summary>
    public long Number { get; init; }

    /// <summary>Whether they may do this.</summary>
    /// <param name="scope">One scope; <see cref="ApiScope.None"/> is for all.</param>
    public bool May(ApiScope scope) => (scope & ~Scopes) == ApiScope.None;

    /// <summary>Somebody without credentials.</summary>
    /// <param name="mayRead">Whether reading is open to them.</param>
    public static ApiCaller Anonymous(bool mayRead) => new("anonymous", mayRead ? ApiScope.Read : ApiScope.None, CallerKind.Anonymous);
}
