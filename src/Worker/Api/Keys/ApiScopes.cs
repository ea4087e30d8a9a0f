namespace IShowTts.Worker.Api.Keys;

/// <summary>What scopes imply, and their names.</summary>
internal static class ApiScopes
{
    /// <summary>Everything: what the token may do.</summary>
    public const ApiScope All = ApiScope.Read | ApiScope.Speak | ApiScope.Control | ApiScope.Admin | ApiScope.Overlay;

    /// <summary>Adds what is implied: admin may do everything; who may speak or control may read.</summary>
    /// <param name="scopes">What was given.</param>
    public static ApiScope Expand(ApiScope scopes)
    {
        if (scopes.HasFlag(ApiScope.Admin))
        {
            return All;
        }

        return (scopes & (ApiScope.Speak | ApiScope.Control)) == ApiScope.None ? scopes : scopes | ApiScope.Read;
    }

    /// <summary>Names of scopes as they are written, in order.</summary>
    /// <param name="scopes">Any.</param>
    public static IReadOnlyList<string> Names(ApiScope scopes) =>
        [.. Enum.GetValues<ApiScope>().Where(scope => scope != ApiScope.None && scopes.HasFlag(scope)).Select(Kebab.Of)];
}
