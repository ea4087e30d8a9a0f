using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IShowTts.Tts.Checkpoints;

/// <summary>An open file that tensors are read from by position, in pieces of at most 1 MiB; the file is never in memory whole.</summary>
internal sealed class TensorFile : IDisposable
{
    private const int PieceBytes = 1 << 20;

    private readonly SafeFileHandle _handle;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It is not there, or may not be read.</exception>
    public TensorFile(string path)
    {
        Path = path;
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _handle?.Dispose();
            throw new CheckpointException($"{path} cannot be read: {exception.Message} Give the path of a file that exists and that this user may read.", exception);
        }
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>Bytes in the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">First byte, from the start of the file.</param>
    /// <param name="destination">Filled whole.</param>
    /// <param name="what">What is read, for the message.</param>
    /// <exception cref="CheckpointException">The file ends before, or reading failed.</exception>
    public void ReadExactly(long offset, Span<byte> destination, string what)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                var read = RandomAccess.Read(_handle, destination, offset);
                if (read == 0)
                {
                    throw new CheckpointException($"{Path} ends at byte {offset}, inside {what}. The file is cut short: fetch it again.");
                }

                offset += read;
                destination = destination[read..];
            }
        }
        catch (IOException exception)
        {
            throw new CheckpointException($"{Path} could not be read at byte {offset} ({what}): {exception.Message}", exception);
        }
    }

    /// <summary>Reads elements of a tensor as fp32.</summary>
    /// <param name="key">For messages.</param>
    /// <param name="tensor">Where it lies.</param>
    /// <param name="start">First element.</param>
    /// <param name="destination">Filled whole.</param>
    public void ReadSingles(string key, in StoredTensor tensor, long start, Span<float> destination)
    {
        var size = CheckRange(key, tensor, start, destination.Length);
        var offset = tensor.Offset + (start * size);
        if (tensor.Info.DataType == "F32" && BitConverter.IsLittleEndian)
        {
            ReadExactly(offset, MemoryMarshal.AsBytes(destination), key);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(PieceBytes, Math.Max(1, destination.Length) * size));
        try
        {
            for (var done = 0; done < destination.Length;)
            {
                var count = Math.Min(buffer.Length / size, destination.Length - done);
                var piece = buffer.AsSpan(0, count * size);
                ReadExactly(offset + ((long)done * size), piece, key);
                ElementType.ToSingle(tensor.Info.DataType, piece, destination.Slice(done, count));
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads elements of a whole-number tensor.</summary>
    /// <param name="key">For messages.</param>
    /// <param name="tensor">Where it lies.</param>
    /// <param name="start">First element.</param>
    /// <param name="destination">Filled whole.</param>
    /// <exception cref="CheckpointException">The tensor holds no whole numbers.</exception>
    public void ReadIntegers(string key, in StoredTensor tensor, long start, Span<long> destination)
    {
        if (!ElementType.IsInteger(tensor.Info.DataType))
        {
            throw new CheckpointException($"{Path}: {key} is {tensor.Info.DataType}, whole numbers were expected.");
        }

        var size = CheckRange(key, tensor, start, destination.Length);
        Span<byte> element = stackalloc byte[size];
        for (var i = 0; i < destination.Length; i++)
        {
            ReadExactly(tensor.Offset + ((start + i) * size), element, key);
            try
            {
                destination[i] = ElementType.ToInt64(tensor.Info.DataType, element);
            }
            catch (OverflowException exception)
            {
                throw new CheckpointException($"{Path}: element {start + i} of {key} is larger than {long.MaxValue}.", exception);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private int CheckRange(string key, in StoredTensor tensor, long start, int count)
    {
        if (start < 0 || start > tensor.Info.Count - count)
        {
            throw new CheckpointException($"{Path}: {key} has {tensor.Info.Count} elements; {count} from {start} were asked for.");
        }

        return ElementType.TryGetSize(tensor.Info.DataType, out var size)
            ? size
            : throw new CheckpointException($"{Path}: {key} has type {tensor.Info.DataType}, which is not read. Known: {ElementType.Known}.");
    }
}
