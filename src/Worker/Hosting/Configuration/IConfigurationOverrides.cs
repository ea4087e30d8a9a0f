using System.Text.Json.Nodes;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Changes settings while the worker runs: in the overrides file of the data directory, above the configuration file, which is never touched.</summary>
/// <remarks>Thread safe; callers are served one after the other. Each change is written to the audit log, secrets without their value.</remarks>
internal interface IConfigurationOverrides
{
    /// <summary>Checks changes as the start does; when nothing is wrong they are written and put in force as a whole.</summary>
    /// <param name="changes">Keys with colons, each with its new value (a single value, a list, or for a map the names to change); null removes the override, so that the configuration file counts again.</param>
    /// <param name="actor">Who, for the audit log.</param>
    /// <param name="cancellationToken">Ends the wait for one's turn; what was begun is finished.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="OverridesException">The file cannot be written; nothing was changed.</exception>
    ValueTask<OverridesResult> ApplyAsync(IReadOnlyDictionary<string, JsonNode?> changes, Actor actor, CancellationToken cancellationToken);
}

/// <summary>What became of changes.</summary>
/// <param name="Changed">The keys that were set or removed; empty when something was wrong.</param>
/// <param name="Errors">Everything that was wrong; nothing was written then.</param>
internal sealed record OverridesResult(IReadOnlyList<OverriddenKey> Changed, IReadOnlyList<ConfigurationError> Errors);

/// <summary>A key that was set or removed.</summary>
/// <param name="Key">Key in its own spelling.</param>
/// <param name="NeedsRestart">Whether it counts from the next start on.</param>
/// <param name="IsOutranked">Whether the environment or the command line sets it too, which wins.</param>
internal sealed record OverriddenKey(string Key, bool NeedsRestart, bool IsOutranked);
