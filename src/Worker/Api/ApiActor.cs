using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Api;

/// <summary>Who steers through HTTP.</summary>
internal static class ApiActor
{
    /// <summary>The caller of a request, for the audit log: <c>api</c> with the token, the name of a key, <c>dashboard</c>.</summary>
    public static Actor Of(HttpContext context)
    {
        var caller = context.GetCaller();
        return new Actor(caller.Name, caller.Kind switch
        {
            CallerKind.Key => "key",
            CallerKind.Session => "dashboard",
            _ => "api",
        });
    }
}
