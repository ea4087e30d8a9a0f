using System.Text;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IShowTts.Worker.Api;

/// <summary>Writes where the HTTP server listens to the data directory, so that console commands find the running worker; removes it at the end.</summary>
internal sealed class AddressFile(IServer server, DataDirectory directory, ILogger<AddressFile> logger) : IHostedLifecycleService
{
    /// <summary>Where the server listens, in a form that a client on this machine can call; null before it does.</summary>
    public static string? Find(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return address is null ? null : Reachable(address);
    }

    /// <summary>An address to listen on as one that a client on this machine can call.</summary>
    /// <param name="address">For example <c>http://0.0.0.0:7790</c>.</param>
    public static string Reachable(string address) =>
        address.Replace("://0.0.0.0:", "://127.0.0.1:", StringComparison.Ordinal).Replace("://[::]:", "://[::1]:", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (Find(server) is not { } address)
        {
            return;
        }

        Log.Listening(logger, address);
        try
        {
            await using var file = new FileStream(directory.AddressFile, PrivateFile.Options(FileMode.Create));
            await file.WriteAsync(Encoding.ASCII.GetBytes(address + "\n"), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.AddressNotWritten(logger, directory.AddressFile, exception.Message);
        }
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(directory.AddressFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.AddressNotWritten(logger, directory.AddressFile, exception.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
