using System.Net.Sockets;
using System.Text;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Writes bytes to the server that no well-behaved client would.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TcpClient tcp = new();

    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var client = new RawClient();
        await client.tcp.ConnectAsync(address.Host, address.Port).WaitAsync(Limit);
        return client;
    }

    /// <summary>Sends one request and returns everything that comes until the server closes.</summary>
    public static async Task<string> AskAsync(Uri address, string request)
    {
        using var client = await ConnectAsync(address);
        await client.SendAsync(request);
        return await client.ReadToEndAsync();
    }

    public async Task SendAsync(string text)
    {
        try
        {
            await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask().WaitAsync(Limit);
        }
        catch (IOException)
        {
            // The server refused before it was all sent; what it said is read.
        }
    }

    /// <summary>Reads to the empty line that ends a head, and no further.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await tcp.GetStream().ReadAsync(one).AsTask().WaitAsync(Limit) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>Reads until the server closes the connection; that it does is what is waited for.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await tcp.GetStream().ReadAsync(buffer).AsTask().WaitAsync(Limit) is var read and > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset instead of closed: over, too.
        }

        return text.ToString();
    }

    public void Dispose() => tcp.Dispose();
}
