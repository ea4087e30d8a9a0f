using System.Net.Sockets;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>The name of Twitch's chat server can be found. Without network the rehearsal still works, so it is a warning.</summary>
/// <param name="address">Address of the chat server.</param>
/// <param name="resolve">Finds the IP addresses of a name.</param>
internal sealed class NameResolutionDoctorCheck(string address, Func<string, CancellationToken, Task<int>> resolve) : IDoctorCheck
{
    private const string Cure = "Check the network connection; without it only rehearsals can be read.";

    /// <inheritdoc/>
    public string Name => "network";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var host = new Uri(address).Host;
        try
        {
            return await resolve(host, cancellationToken) > 0
                ? Finding.Ok(Name, $"{host} can be found.")
                : Finding.Warning(Name, $"{host} has no address.", Cure);
        }
        catch (SocketException exception)
        {
            return Finding.Warning(Name, $"{host} cannot be found: {exception.Message}", Cure);
        }
    }
}
