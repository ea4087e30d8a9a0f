namespace IShowTts.Worker.Api.Keys;

/// <summary>Who calls, on the request.</summary>
internal static class HttpContextCallerExtensions
{
    /// <summary>Who calls.</summary>
    /// <exception cref="InvalidOperationException">The request did not come through the guard.</exception>
    public static ApiCaller GetCaller(this HttpContext context) =>
        context.Features.Get<ApiCaller>() ?? throw new InvalidOperationException("The request did not come through the guard.");

    /// <summary>Says who calls; the guard's.</summary>
    public static void SetCaller(this HttpContext context, ApiCaller caller) => context.Features.Set(caller);
}
