using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Bodies of Twitch's sign-in.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(IdError))]
[JsonSerializable(typeof(IdDevice))]
[JsonSerializable(typeof(IdTokens))]
[JsonSerializable(typeof(IdOwner))]
internal sealed partial class IdJsonContext : JsonSerializerContext;

/// <summary>An error.</summary>
internal sealed record IdError(string? Message);

/// <summary>Answer of <c>/device</c>.</summary>
internal sealed record IdDevice(string? DeviceCode, double ExpiresIn, double Interval, string? UserCode, string? VerificationUri);

/// <summary>Answer of <c>/token</c>.</summary>
internal sealed record IdTokens(string? AccessToken, string? RefreshToken, double ExpiresIn, string[]? Scope);

/// <summary>Answer of <c>/validate</c>.</summary>
internal sealed record IdOwner(string? ClientId, string? Login, string? UserId, string[]? Scopes, double ExpiresIn);
