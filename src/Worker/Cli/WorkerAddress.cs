using IShowTts.Worker.Api;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Cli;

/// <summary>Where the worker can be called, whether it runs or not.</summary>
internal static class WorkerAddress
{
    /// <summary>The address of the running worker, else that of the configuration.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="settings">Names the configuration file.</param>
    /// <returns>Without a slash at its end.</returns>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static string Find(DataDirectory directory, WorkerHostSettings settings)
    {
        try
        {
            using var client = WorkerClient.Connect(directory);
            return client.Address.GetLeftPart(UriPartial.Authority);
        }
        catch (WorkerClientException)
        {
            // None runs: the configuration tells where one will listen.
            var values = WorkerConfiguration.Load(settings).Current.Values;
            var standard = new ApiOptions();
            var host = values.GetValueOrDefault("Api:Address") ?? standard.Address;
            var port = values.GetValueOrDefault("Api:Port") ?? FormattableString.Invariant($"{standard.Port}");
            return AddressFile.Reachable($"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");
        }
    }
}
