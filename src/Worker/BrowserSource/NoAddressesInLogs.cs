using Microsoft.Extensions.Options;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Keeps the web host from logging the addresses that are asked for: the overlay's holds its key. No configuration of levels can undo it.</summary>
internal sealed class NoAddressesInLogs : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <inheritdoc/>
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        for (var i = options.Rules.Count - 1; i >= 0; i--)
        {
            if (options.Rules[i].CategoryName?.StartsWith(Category, StringComparison.OrdinalIgnoreCase) == true)
            {
                options.Rules.RemoveAt(i);
            }
        }

        foreach (var provider in options.Rules.Select(static rule => rule.ProviderName).Append(null).Distinct().ToArray())
        {
            options.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, null));
        }
    }
}
