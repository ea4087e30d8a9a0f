using IShowTts.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Rules of section <c>Api</c> that ranges cannot say.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var failures = new List<string>();
        if (ListenAddress.FindMistake(ApiOptions.Section, options.Address, options.AllowRemote) is { } mistake)
        {
            failures.Add(mistake);
        }

        foreach (var host in options.AllowedHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            failures.Add($"Api:AllowedHosts holds '{host}', but it must be a host name without port, such as studio.lan.");
        }

        foreach (var origin in options.AllowedOrigins.Where(origin => !IsOrigin(origin)))
        {
            failures.Add($"Api:AllowedOrigins holds '{origin}', but it must look like http://localhost:3000, without a path.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/');
}
