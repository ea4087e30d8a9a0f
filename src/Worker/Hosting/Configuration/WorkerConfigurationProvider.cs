namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Holds the checked values for the host. Values are swapped as a whole, so nobody sees half a change.</summary>
internal sealed class WorkerConfigurationProvider : ConfigurationProvider, IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts new values in force and tells those who watch.</summary>
    /// <param name="values">All values.</param>
    public void Replace(IReadOnlyDictionary<string, string?> values)
    {
        Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}
