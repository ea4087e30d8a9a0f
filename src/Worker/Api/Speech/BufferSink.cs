using System.Buffers;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Keeps all, in rented blocks, until it is known how much it is. Bounded by the longest audio of an answer.</summary>
/// <param name="keep">Counts the bytes of blocks, negative when they are given back; null when nobody does.</param>
internal sealed class BufferSink(Action<long>? keep = null) : IByteSink, IDisposable
{
    private const int BlockBytes = 65_536;
    private readonly List<byte[]> blocks = [];

    /// <summary>Bytes kept.</summary>
    public long Length { get; private set; }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var rest = bytes.Span;
        while (!rest.IsEmpty)
        {
            var used = (int)(Length % BlockBytes);
            if (used == 0)
            {
                blocks.Add(ArrayPool<byte>.Shared.Rent(BlockBytes));
                keep?.Invoke(BlockBytes);
            }

            var count = Math.Min(rest.Length, BlockBytes - used);
            rest[..count].CopyTo(blocks[^1].AsSpan(used));
            Length += count;
            rest = rest[count..];
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Writes all to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CopyToAsync(Stream stream, CancellationToken cancellationToken)
    {
        var left = Length;
        foreach (var block in blocks)
        {
            await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, BlockBytes)), cancellationToken);
            left -= BlockBytes;
        }
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose()
    {
        foreach (var block in blocks)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        keep?.Invoke(-(long)blocks.Count * BlockBytes);
        blocks.Clear();
        Length = 0;
    }
}
