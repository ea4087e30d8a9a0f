using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>A place where one bridge can connect, and nobody but this user: a Unix socket in a folder of its own, or a named pipe on Windows.</summary>
internal abstract class BridgeEndpoint : IAsyncDisposable
{
    // sun_path has 108 bytes on Linux and 104 on macOS, with a NUL at the end.
    private const int MaxSocketPath = 100;

    /// <summary>What the bridge connects to.</summary>
    public abstract string Address { get; }

    /// <summary>Makes one that listens.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public static BridgeEndpoint Create() => OperatingSystem.IsWindows() ? new NamedPipe() : new UnixSocket();

    /// <summary>Takes the first connection; there is no second.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The connection; the caller owns it.</returns>
    public abstract ValueTask<Stream> AcceptAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private static string NewName() => $"ishowtts-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    [UnsupportedOSPlatform("windows")]
    private sealed class UnixSocket : BridgeEndpoint
    {
        private readonly string folder;
        private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public UnixSocket()
        {
            folder = Path.Combine(Path.GetTempPath(), NewName());
            if (folder.Length + 2 > MaxSocketPath)
            {
                folder = Path.Combine("/tmp", Path.GetFileName(folder));
            }

            Address = Path.Combine(folder, "b");
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            try
            {
                listener.Bind(new UnixDomainSocketEndPoint(Address));
                listener.Listen(1);
            }
            catch (SocketException failed)
            {
                Remove();
                throw new IOException($"the socket {Address} cannot be made: {failed.Message}", failed);
            }
        }

        public override string Address { get; }

        public override async ValueTask<Stream> AcceptAsync(CancellationToken cancellationToken)
        {
            var socket = await listener.AcceptAsync(cancellationToken);
            // Nobody else is to find it, and nothing is left when the worker is killed.
            Remove();
            return new NetworkStream(socket, ownsSocket: true);
        }

        public override ValueTask DisposeAsync()
        {
            Remove();
            return ValueTask.CompletedTask;
        }

        private void Remove()
        {
            listener.Dispose();
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private sealed class NamedPipe : BridgeEndpoint
    {
        private readonly NamedPipeServerStream pipe;
        private bool isTaken;

        public NamedPipe()
        {
            var name = NewName();
            Address = $@"\\.\pipe\{name}";
            pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        }

        public override string Address { get; }

        public override async ValueTask<Stream> AcceptAsync(CancellationToken cancellationToken)
        {
            await pipe.WaitForConnectionAsync(cancellationToken);
            isTaken = true;
            return pipe;
        }

        public override ValueTask DisposeAsync() => isTaken ? ValueTask.CompletedTask : pipe.DisposeAsync();
    }
}
