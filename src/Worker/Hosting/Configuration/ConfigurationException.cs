namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The configuration cannot be used. The message lists everything that is wrong, one a line.</summary>
internal sealed class ConfigurationException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="errors">All that is wrong; at least one.</param>
    /// <param name="cause">What went wrong beneath; null for a mistake in the configuration itself.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors, Exception? cause = null)
        : base(string.Join('\n', errors), cause) => Errors = errors;

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}
