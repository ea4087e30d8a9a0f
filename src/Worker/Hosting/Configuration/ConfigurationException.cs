namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The configuration cannot be used. The message lists everything that is wrong, one a line.</summary>
internal sealed class ConfigurationException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="errors">All that is wrong; at least one.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}
