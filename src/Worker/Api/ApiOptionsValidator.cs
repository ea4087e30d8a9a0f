using System.Net;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Rules of section <c>Api</c> that ranges cannot say.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var failures = new List<string>();
        if (!TryGetAddress(options.Address, out var address))
        {
            failures.Add($"Api:Address is '{options.Address}', but it must be an IP address such as 127.0.0.1, or localhost.");
        }
        else if (!IPAddress.IsLoopback(address) && !options.AllowRemote)
        {
            failures.Add($"Api:Address {options.Address} can be reached from other machines. If that is wanted, set Api:AllowRemote to true; else set Api:Address to 127.0.0.1.");
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

    /// <summary>The address to listen on.</summary>
    /// <param name="text">Value of <c>Api:Address</c>.</param>
    /// <param name="address">The address.</param>
    public static bool TryGetAddress(string text, out IPAddress address)
    {
        if (text.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            address = IPAddress.Loopback;
            return true;
        }

        var isAddress = IPAddress.TryParse(text, out var parsed);
        address = parsed ?? IPAddress.None;
        return isAddress;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/');
}
