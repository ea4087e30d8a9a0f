using System.Buffers.Binary;
using System.Text;

namespace IShowTts.Tts.Checkpoints;

/// <summary>
/// The directory of a zip archive whose entries are stored, not compressed, as <c>torch.save</c> writes it (zip64 too). Entries are read by position,
/// nothing is ever unpacked to disk. (PKWARE APPNOTE, sections 4.3.7 to 4.3.16.)
/// </summary>
internal static class ZipDirectory
{
    private const int MaxEntries = 100_000;
    private const int MaxDirectoryBytes = 32 << 20;
    private const int EndSize = 22;
    private const int MaxComment = ushort.MaxValue;

    /// <summary>Reads the directory.</summary>
    /// <param name="file">Open file.</param>
    /// <returns>Entries by full name.</returns>
    /// <exception cref="CheckpointException">It is cut short, lies, is compressed or encrypted, or has names that reach outside.</exception>
    public static Dictionary<string, ZipEntry> Read(TensorFile file)
    {
        var (offset, size, count) = FindEnd(file);
        if (count > MaxEntries || size > MaxDirectoryBytes || offset < 0 || size < 0 || offset > file.Length - size)
        {
            throw Damaged(file, $"its directory would have {count} entries in {size} bytes at {offset}");
        }

        var directory = new byte[(int)size];
        file.ReadExactly(offset, directory, "the zip directory");
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        ReadOnlySpan<byte> rest = directory;
        for (var i = 0L; i < count; i++)
        {
            var entry = ReadEntry(file, ref rest);
            if (!entries.TryAdd(entry.Name, entry))
            {
                throw Damaged(file, $"{entry.Name} is there twice");
            }
        }

        return entries;
    }

    /// <summary>Finds where the data of an entry starts: after its local header.</summary>
    /// <param name="file">Open file.</param>
    /// <param name="entry">From the directory.</param>
    /// <returns>Offset of the first byte; the whole entry lies inside the file.</returns>
    public static long FindData(TensorFile file, in ZipEntry entry)
    {
        Span<byte> header = stackalloc byte[30];
        if (entry.HeaderOffset > file.Length - header.Length)
        {
            throw Damaged(file, $"{entry.Name} would start at {entry.HeaderOffset}");
        }

        file.ReadExactly(entry.HeaderOffset, header, entry.Name);
        if (!header.StartsWith("PK\u0003\u0004"u8))
        {
            throw Damaged(file, $"{entry.Name} has no header at {entry.HeaderOffset}");
        }

        var data = entry.HeaderOffset + header.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return data <= file.Length - entry.Length
            ? data
            : throw new CheckpointException($"{file.Path} is cut short: {entry.Name} needs {entry.Length} bytes at {data}, the file has {file.Length}. Fetch it again.");
    }

    private static (long Offset, long Size, long Count) FindEnd(TensorFile file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndSize + MaxComment)];
        file.ReadExactly(file.Length - tail.Length, tail, "the end of the zip archive");
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at > tail.Length - EndSize)
        {
            throw new CheckpointException($"{file.Path} is a zip archive without its end: it is cut short ({file.Length} bytes). Fetch it again.");
        }

        var end = tail.AsSpan(at);
        var (count, size, offset) = (BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
        var position = file.Length - tail.Length + at;
        return count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue ? FindEnd64(file, position) : (offset, size, count);
    }

    private static (long Offset, long Size, long Count) FindEnd64(TensorFile file, long endPosition)
    {
        Span<byte> locator = stackalloc byte[20];
        Span<byte> end = stackalloc byte[56];
        if (endPosition < locator.Length)
        {
            throw Damaged(file, "its zip64 locator is missing");
        }

        file.ReadExactly(endPosition - locator.Length, locator, "the zip64 locator");
        var position = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (!locator.StartsWith("PK\u0006\u0007"u8) || position < 0 || position > file.Length - end.Length)
        {
            throw Damaged(file, "its zip64 locator is wrong");
        }

        file.ReadExactly(position, end, "the zip64 end");
        return end.StartsWith("PK\u0006\u0006"u8)
            ? (BinaryPrimitives.ReadInt64LittleEndian(end[48..]), BinaryPrimitives.ReadInt64LittleEndian(end[40..]), BinaryPrimitives.ReadInt64LittleEndian(end[32..]))
            : throw Damaged(file, "its zip64 end is wrong");
    }

    private static ZipEntry ReadEntry(TensorFile file, ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 46 || !rest.StartsWith("PK\u0001\u0002"u8))
        {
            throw Damaged(file, "its directory ends early");
        }

        var header = rest;
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        var whole = 46 + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        if (whole > rest.Length)
        {
            throw Damaged(file, "its directory ends early");
        }

        rest = rest[whole..];
        var name = Encoding.UTF8.GetString(header.Slice(46, nameLength));
        CheckName(file, name);
        if ((BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) & 1) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(header[10..]) != 0)
        {
            throw new CheckpointException($"{file.Path}: {name} is compressed or encrypted. torch.save stores plainly: save it again with torch, or as safetensors.");
        }

        long packed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        ReadZip64(header.Slice(46 + nameLength, extraLength), ref length, ref packed, ref offset);
        return packed == length && length >= 0 && offset >= 0 && length <= file.Length && offset < file.Length
            ? new ZipEntry(name, offset, length, BinaryPrimitives.ReadUInt32LittleEndian(header[16..]))
            : throw Damaged(file, $"{name} would have {length} bytes at {offset}; the file has {file.Length}");
    }

    private static void ReadZip64(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
            {
                return;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                var field = extra.Slice(4, size);
                Replace(ref length, ref field);
                Replace(ref packed, ref field);
                Replace(ref offset, ref field);
                return;
            }

            extra = extra[(4 + size)..];
        }
    }

    private static void Replace(ref long value, ref ReadOnlySpan<byte> field)
    {
        if (value == uint.MaxValue && field.Length >= 8)
        {
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
        }
    }

    private static void CheckName(TensorFile file, string name)
    {
        if (name.Length == 0 || name[0] == '/' || name.AsSpan().ContainsAny('\\', '\0', ':') || name.Split('/').Contains("..", StringComparer.Ordinal))
        {
            throw new CheckpointException($"{file.Path} has an entry with the name \"{name.ReplaceControls()}\", which no torch writes. Do not use this file.");
        }
    }

    private static CheckpointException Damaged(TensorFile file, string what) => new($"{file.Path} is a damaged zip archive: {what}. Fetch it again.");
}
