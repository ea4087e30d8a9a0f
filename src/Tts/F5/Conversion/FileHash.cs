using System.Buffers;
using System.Security.Cryptography;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>SHA-256 of a file, read in pieces.</summary>
internal static class FileHash
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Computes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Gets the bytes read so far.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static async Task<string> ComputeAsync(string path, Action<long>? read, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var done = 0L; ;)
            {
                var count = await stream.ReadAsync(buffer.AsMemory(0, PieceBytes), cancellationToken);
                if (count == 0)
                {
                    return Convert.ToHexStringLower(hash.GetHashAndReset());
                }

                hash.AppendData(buffer, 0, count);
                done += count;
                read?.Invoke(done);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
