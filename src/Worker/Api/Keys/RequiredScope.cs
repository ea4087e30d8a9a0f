namespace IShowTts.Worker.Api.Keys;

/// <summary>On an endpoint: the scope its callers need. An endpoint without it needs <see cref="ApiScope.Read"/> for GET and HEAD, <see cref="ApiScope.Admin"/> for all else.</summary>
/// <param name="Scope">One scope; <see cref="ApiScope.None"/> for an endpoint that is open to everyone who may connect.</param>
internal sealed record RequiredScope(ApiScope Scope);
