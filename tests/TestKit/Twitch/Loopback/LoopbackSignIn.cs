using Microsoft.AspNetCore.Http;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Who may do what at a <see cref="LoopbackTwitch"/>: codes that wait for a person, tokens, renewals; its routes are <see cref="LoopbackSignInRoutes"/>. Thread safe.</summary>
/// <remarks>A refresh token is good once: its second use is refused and counted in <see cref="DoubleUses"/>.</remarks>
public sealed class LoopbackSignIn
{
    /// <summary>What <see cref="Allow"/> and <see cref="Grant"/> give unless a test says otherwise.</summary>
    private const string Everything =
        "user:read:chat user:write:chat chat:read chat:edit channel:manage:redemptions bits:read channel:read:subscriptions moderator:read:followers "
        + "channel:read:hype_train channel:read:charity moderator:manage:automod channel:moderate";

    private readonly Lock gate = new();
    private readonly Dictionary<string, LoopbackToken> good = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoopbackToken> renewable = new(StringComparer.Ordinal);
    private readonly HashSet<string> spent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoopbackDevice> devices = new(StringComparer.Ordinal);
    private (string UserId, string Login)? approval;
    private bool isDenied;
    private int made;

    /// <summary>Its clock: when codes and tokens end, and whether questions come too fast.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How long an access token is good.</summary>
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromSeconds(14_000);

    /// <summary>How long a person has to type the code.</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Seconds between two questions, as the answer tells the program.</summary>
    public int Interval { get; set; } = 5;

    /// <summary>So many of the next questions are answered with <c>slow_down</c>.</summary>
    public int SlowDowns { get; set; }

    /// <summary>Awaited by a renewal before anything happens: the refresh token is still good.</summary>
    public Func<Task>? BeforeRenewal { get; set; }

    /// <summary>Awaited by a renewal after the refresh token was spent, before the answer goes out; throwing loses the answer.</summary>
    public Func<Task>? BeforeRenewalAnswer { get; set; }

    /// <summary>How often a refresh token was given that had been used before.</summary>
    public int DoubleUses { get; private set; }

    /// <summary>Renewals that gave a new pair.</summary>
    public int Renewals { get; private set; }

    /// <summary>Questions after a device code that came sooner than <see cref="Interval"/> allows.</summary>
    public int TooFast { get; private set; }

    /// <summary>Scopes that the last sign-in asked for; empty before.</summary>
    public IReadOnlyList<string> AskedScopes { get; private set; } = [];

    /// <summary>The newest pair that was given out; null before.</summary>
    public LoopbackToken? Newest { get; private set; }

    /// <summary>Makes an access token good, as a sign-in does. It ends only by <see cref="Refuse"/>.</summary>
    /// <param name="token">The access token.</param>
    /// <param name="userId">Whose it is.</param>
    public void Allow(string token, string userId = LoopbackTwitch.BroadcasterId)
    {
        lock (gate)
        {
            good[token] = new LoopbackToken(userId, LoopbackTwitch.BroadcasterLogin, Everything.Split(' '), token, "", DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Makes an access token bad, as time or a revocation does.</summary>
    public void Refuse(string token)
    {
        lock (gate)
        {
            good.Remove(token);
        }
    }

    /// <summary>Gives a pair out without asking a person.</summary>
    /// <param name="userId">Whose it is.</param>
    /// <param name="login">Login of the account.</param>
    /// <param name="scopes">What it allows, with spaces between; null for everything.</param>
    public LoopbackToken Grant(string userId = LoopbackTwitch.BroadcasterId, string login = LoopbackTwitch.BroadcasterLogin, string? scopes = null)
    {
        lock (gate)
        {
            return Make(userId, login, (scopes ?? Everything).Split(' '));
        }
    }

    /// <summary>A person allows every sign-in that waits now or later.</summary>
    public void Approve(string userId = LoopbackTwitch.BroadcasterId, string login = LoopbackTwitch.BroadcasterLogin)
    {
        lock (gate)
        {
            (approval, isDenied) = ((userId, login), false);
        }
    }

    /// <summary>A person refuses every sign-in that waits now or later.</summary>
    public void Deny()
    {
        lock (gate)
        {
            (approval, isDenied) = (null, true);
        }
    }

    /// <summary>All access tokens end now; refresh tokens stay good.</summary>
    public void ExpireAll()
    {
        lock (gate)
        {
            good.Clear();
        }
    }

    /// <summary>The person takes the rights back: every token is bad.</summary>
    public void RevokeAll()
    {
        lock (gate)
        {
            good.Clear();
            renewable.Clear();
        }
    }

    /// <summary>Whether a refresh token would be taken.</summary>
    public bool IsRenewable(string refreshToken)
    {
        lock (gate)
        {
            return renewable.ContainsKey(refreshToken);
        }
    }

    /// <summary>Whether an access token would be taken.</summary>
    public bool IsGood(string accessToken) => Find(accessToken) is not null;

    /// <summary>Whether a Helix call may pass: a good bearer token and our client id.</summary>
    internal bool Admits(HttpRequest request) => UserOf(request) is not null && request.Headers["Client-Id"] == LoopbackTwitch.ClientId;

    /// <summary>Whose token a call carries; null for none that is good.</summary>
    internal string? UserOf(HttpRequest request) => TokenOf(request, "Bearer ")?.UserId;

    /// <summary>The token that a call carries; null for none that is good.</summary>
    internal LoopbackToken? Bearer(HttpRequest request) => TokenOf(request, "Bearer ");

    /// <summary>The token that a call carries after a word such as <c>Bearer </c>; null for none that is good.</summary>
    internal LoopbackToken? TokenOf(HttpRequest request, string prefix)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(prefix, StringComparison.Ordinal) ? Find(header[prefix.Length..]) : null;
    }

    /// <summary>Begins to wait for a person.</summary>
    /// <param name="scopes">What is asked for.</param>
    internal LoopbackDevice Ask(IReadOnlyList<string> scopes)
    {
        lock (gate)
        {
            var code = $"CODE{++made:0000}";
            var device = new LoopbackDevice { DeviceCode = $"devicesecret{made}", UserCode = code, Scopes = scopes, ExpiresAt = Clock.GetUtcNow() + CodeLifetime };
            devices[device.DeviceCode] = device;
            AskedScopes = scopes;
            return device;
        }
    }

    /// <summary>Spends a refresh token.</summary>
    /// <returns>The new pair; null when it is not good.</returns>
    internal LoopbackToken? Renew(string refreshToken)
    {
        lock (gate)
        {
            DoubleUses += spent.Contains(refreshToken) ? 1 : 0;
            if (!renewable.Remove(refreshToken, out var old))
            {
                return null;
            }

            spent.Add(refreshToken);
            Renewals++;
            return Make(old.UserId, old.Login, old.Scopes);
        }
    }

    /// <summary>A program gives its pair back.</summary>
    /// <returns>False when the access token is not good.</returns>
    internal bool Revoke(string accessToken)
    {
        lock (gate)
        {
            return Find(accessToken) is { } token && good.Remove(token.AccessToken) | renewable.Remove(token.RefreshToken);
        }
    }

    /// <summary>Answers the question whether a person has signed in.</summary>
    /// <returns>Why not; empty when there is a token.</returns>
    internal string Poll(string deviceCode, out LoopbackToken? token)
    {
        lock (gate)
        {
            token = null;
            var now = Clock.GetUtcNow();
            if (!devices.TryGetValue(deviceCode, out var device) || now >= device.ExpiresAt)
            {
                return "invalid device code";
            }

            TooFast += now < device.NextPollAt ? 1 : 0;
            device.NextPollAt = now + TimeSpan.FromSeconds(Interval);
            if (SlowDowns > 0)
            {
                SlowDowns--;
                return "slow_down";
            }

            if (isDenied)
            {
                devices.Remove(deviceCode);
                return "access_denied";
            }

            if (approval is not { } person)
            {
                return "authorization_pending";
            }

            devices.Remove(deviceCode);
            token = Make(person.UserId, person.Login, device.Scopes);
            return "";
        }
    }

    private LoopbackToken? Find(string accessToken)
    {
        lock (gate)
        {
            return good.GetValueOrDefault(accessToken) is { } token && Clock.GetUtcNow() < token.ExpiresAt ? token : null;
        }
    }

    private LoopbackToken Make(string userId, string login, IReadOnlyList<string> scopes)
    {
        made++;
        var token = new LoopbackToken(userId, login, scopes, $"accesstoken{made}x{userId}", $"refresh+/token={made}x{userId}", Clock.GetUtcNow() + AccessLifetime);
        good[token.AccessToken] = token;
        renewable[token.RefreshToken] = token;
        return Newest = token;
    }
}
