using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>OAuth of a <see cref="LoopbackTwitch"/> over HTTP: device code, tokens, renewal, validation, revocation, as Twitch's documents tell.</summary>
/// <param name="signIn">Decides.</param>
internal sealed class LoopbackSignInRoutes(LoopbackSignIn signIn)
{
    /// <summary>Maps the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth2/device", StartAsync);
        routes.MapPost("/oauth2/token", GiveAsync);
        routes.MapGet("/oauth2/validate", ValidateAsync);
        routes.MapPost("/oauth2/revoke", RevokeAsync);
    }

    private static Task RefuseAsync(HttpContext context, string message, int status = 400) =>
        LoopbackAnswer.ErrorAsync(context, status, status == 401 ? "Unauthorized" : "Bad Request", message);

    private async Task StartAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["client_id"] != LoopbackTwitch.ClientId)
        {
            await RefuseAsync(context, "invalid client");
            return;
        }

        var device = signIn.Ask(form["scopes"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await context.Response.WriteAsJsonAsync(new
        {
            device_code = device.DeviceCode,
            expires_in = (int)signIn.CodeLifetime.TotalSeconds,
            interval = signIn.Interval,
            user_code = device.UserCode,
            verification_uri = $"https://www.twitch.tv/activate?public=true&device-code={device.UserCode}",
        });
    }

    private async Task GiveAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["client_id"] != LoopbackTwitch.ClientId)
        {
            await RefuseAsync(context, "invalid client");
            return;
        }

        if (form["grant_type"] == "refresh_token")
        {
            await RenewAsync(context, form["refresh_token"].ToString());
            return;
        }

        var refusal = signIn.Poll(form["device_code"].ToString(), out var token);
        await (token is null ? RefuseAsync(context, refusal) : AnswerAsync(context, token));
    }

    private async Task RenewAsync(HttpContext context, string refreshToken)
    {
        await (signIn.BeforeRenewal?.Invoke() ?? Task.CompletedTask);
        if (signIn.Renew(refreshToken) is not { } token)
        {
            await RefuseAsync(context, "Invalid refresh token");
            return;
        }

        try
        {
            await (signIn.BeforeRenewalAnswer?.Invoke() ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context, token);
    }

    private Task AnswerAsync(HttpContext context, LoopbackToken token) => context.Response.WriteAsJsonAsync(new
    {
        access_token = token.AccessToken,
        expires_in = (int)(token.ExpiresAt - signIn.Clock.GetUtcNow()).TotalSeconds,
        refresh_token = token.RefreshToken,
        scope = token.Scopes,
        token_type = "bearer",
    });

    private async Task ValidateAsync(HttpContext context)
    {
        if (signIn.TokenOf(context.Request, "OAuth ") is not { } token)
        {
            await RefuseAsync(context, "invalid access token", 401);
            return;
        }

        await context.Response.WriteAsJsonAsync(new
        {
            client_id = LoopbackTwitch.ClientId,
            login = token.Login,
            scopes = token.Scopes,
            user_id = token.UserId,
            expires_in = (int)Math.Min(int.MaxValue, (token.ExpiresAt - signIn.Clock.GetUtcNow()).TotalSeconds),
        });
    }

    private async Task RevokeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!signIn.Revoke(form["token"].ToString()))
        {
            await RefuseAsync(context, "Invalid token");
        }
    }
}
