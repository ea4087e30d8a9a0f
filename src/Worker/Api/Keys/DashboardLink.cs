using Microsoft.AspNetCore.Hosting.Server;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Links that open the dashboard once. The code stands in the fragment: browsers keep that to themselves, so no log on the way has it.</summary>
internal sealed class DashboardLink(IServer server, LoginCodes codes)
{
    /// <summary>Where the dashboard is, without a code; null before the server listens.</summary>
    public string? Address => AddressFile.Find(server);

    /// <summary>A new link for this machine; null before the server listens.</summary>
    public string? Create() => AddressFile.Find(server) is { } address ? Create(address) : null;

    /// <summary>A new link.</summary>
    /// <param name="address">Where the browser finds the worker, such as <c>http://127.0.0.1:7790</c>.</param>
    public string Create(string address) => $"{address}/#code={codes.Create()}";
}
